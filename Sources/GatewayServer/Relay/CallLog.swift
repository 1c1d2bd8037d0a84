internal import Conversation
internal import Logging
internal import WebSocket

/// What one call writes to the log, and its one line at the end. Static messages, data beside them; never a
/// transcript, a key or a token.
final class CallLog {
  private let logger: Logger
  private let metrics: GatewayMetrics
  private var end = "ended"
  private var outcome = SessionOutcome.clientClosed
  private var serving: ModelDeployment?

  init(_ logger: Logger, metrics: GatewayMetrics) {
    self.logger = logger
    self.metrics = metrics
  }

  func begun(_ request: CallRequest, deployment: ModelDeployment) {
    serving = deployment
    logger.info(
      "Session begun",
      metadata: [
        "model": "\(request.model)", "deployment": "\(deployment.id)",
        "serves": "\(deployment.served)",
        "contract": "\(request.claim.contract.rawValue)",
        "peer": "\(request.peer)", "user_agent": "\(request.userAgent ?? "-")",
      ])
  }

  func write(_ line: LogLine) {
    let level: Logger.Level =
      switch line.level {
      case .debug: .debug
      case .info: .info
      case .warning: .warning
      }
    logger.log(level: level, "\(line.message)", metadata: line.metadata.mapValues { .string($0) })
  }

  // MARK: The upstream

  func upstreamOpened(_ opened: OpenedWay) {
    // The call goes on: the failure before is not how it ends.
    if outcome == .upstreamFailed { outcome = .clientClosed }
    logger.debug(
      "Upstream connected",
      metadata: [
        "attempts": "\(opened.attempts)", "deployment": "\(opened.way.deployment.id)",
        "prewarmed": "\(opened.isPrewarmed)",
      ])
    if opened.isPrewarmed { metrics.prewarmedTaken() }
  }

  /// The call goes on with another deployment.
  func moved(_ opened: OpenedWay) {
    serving = opened.way.deployment
    logger.notice(
      "Call moved to another deployment",
      metadata: [
        "from": "\(opened.from.id)", "to": "\(opened.way.deployment.id)",
        "serves": "\(opened.way.deployment.served)", "why": "\(opened.trouble ?? "it failed lately")",
      ])
  }

  func dialFailed(attempt: Int, at deployment: ModelDeployment, _ reason: String) {
    logger.notice(
      "Upstream attempt failed",
      metadata: ["attempt": "\(attempt)", "deployment": "\(deployment.id)", "reason": "\(reason)"])
  }

  func dialSlow(at deployment: ModelDeployment) {
    logger.notice("Upstream is slower than another", metadata: ["deployment": "\(deployment.id)"])
  }

  func retriesSpent() { logger.notice("Upstream not tried again: too many calls of this gateway are being retried") }

  func upstreamRefused(status: Int) {
    outcome = .upstreamFailed
    logger.warning("Upstream refused the handshake", metadata: ["status": "\(status)"])
  }

  func upstreamUnreachable(_ detail: String) {
    outcome = .upstreamFailed
    logger.warning("Upstream cannot be reached", metadata: ["reason": "\(detail)"])
  }

  func upstreamClosed(_ report: CloseReport) {
    outcome = .upstreamFailed
    logger.info("Upstream closed", metadata: ["code": "\(report.code)", "report": "\(report)"])
  }

  // MARK: Responses outside the conversation, whose ends are not the session's

  func asideRefused(status: Int) {
    logger.warning("Upstream refused a connection for an out-of-band response", metadata: ["status": "\(status)"])
  }

  func asideUnreachable(_ detail: String) {
    logger.warning("Upstream cannot be reached for an out-of-band response", metadata: ["reason": "\(detail)"])
  }

  func asideClosed(_ report: CloseReport) {
    logger.info("Upstream closed an out-of-band response", metadata: ["code": "\(report.code)", "report": "\(report)"])
  }

  // MARK: The end

  func ending(_ reason: String, outcome: SessionOutcome) {
    end = reason
    if self.outcome == .clientClosed { self.outcome = outcome }
  }

  func clientClosed(_ report: CloseReport) {
    logger.debug("Client closed", metadata: ["report": "\(report)"])
    if end == "ended" { end = "\(report)" }
  }

  // MARK: A client that may come back

  func detached() { logger.info("Session detached", metadata: ["reason": "\(end)"]) }

  /// - Parameter hops: the connection lives on another event loop than the call.
  func reattached(peer: String, hops: Bool) {
    end = "ended"
    logger.info("Session reattached", metadata: ["peer": "\(peer)", "hops": "\(hops)"])
  }

  /// One line a session.
  func sessionEnded(tally: Tally, ms: Int) {
    metrics.sessionEnded(outcome)
    logger.info(
      "Session ended",
      metadata: [
        "duration_ms": .stringConvertible(ms), "outcome": "\(outcome.rawValue)", "reason": "\(end)",
        "user_turns": .stringConvertible(tally.userTurns), "responses": .stringConvertible(tally.responses),
        "errors": .stringConvertible(tally.errors), "input_tokens": .stringConvertible(tally.usage.input.total),
        "output_tokens": .stringConvertible(tally.usage.output.total),
        "audio_bytes_in": .stringConvertible(tally.audioBytesIn),
        "audio_bytes_out": .stringConvertible(tally.audioBytesOut),
        "held_audio_dropped_ms": .stringConvertible(tally.heldAudioDroppedMs),
        "stray_pieces": .stringConvertible(tally.strayPieces), "deployment": "\(serving?.id ?? "-")",
        "serves": "\(serving?.served ?? "-")",
      ])
  }
}

extension ModelDeployment {
  /// The model that answers, for the log.
  /// Provider and model.
  var served: String { "\(provider.rawValue)/\(model)" }
}
