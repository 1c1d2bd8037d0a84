internal import Conversation
internal import Logging

extension Switchboard {
  /// The file that the call is written down in, if calls are.
  func capture(
    _ request: CallRequest, _ deployments: CallDeployments, identifiers: Identifiers, sessionID: String
  ) -> CallCapture? {
    guard let directory = configuration.capture.directory else { return nil }
    let path = "\(directory)/\(sessionID).jsonl"
    let file: CaptureFile
    do throws(CaptureFile.Failure) {
      file = try CaptureFile(path: path)
    } catch {
      logger.warning(
        "A session cannot be captured",
        metadata: ["file": "\(path)", "session": "\(sessionID)", "error": "\(error.reason)"])
      return nil
    }
    let scrubber = CaptureScrubber(
      idPrefix: identifiers.prefix,
      projects: Set(
        request.deployments.compactMap { $0.project ?? credentials.credential(for: $0)?.project }.filter { !$0.isEmpty }
      ),
      keepsAudio: configuration.capture.keepsAudio)
    let deployment = deployments.own.deployment
    return CallCapture(
      file, scrubber: scrubber, request: request, deployment: deployment,
      servedBy: deployments.served(by: deployment),
      canReattach: configuration.timings.reattachWindow != nil)
  }
}
