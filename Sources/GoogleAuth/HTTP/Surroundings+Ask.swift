internal import Logging

extension Surroundings {
  /// Seconds that one try may take.
  static let requestTimeout = Duration.seconds(15)

  /// Sends a request, again where `policy` says so, until it is answered with 200.
  ///
  /// - Returns: the answer, and the moment before the try that brought it: lifetimes count from there.
  func ask(
    _ request: AuthRequest, of service: AuthService, for label: CredentialLabel, retry policy: RetryPolicy,
    timeout: Duration = requestTimeout
  ) async throws(GoogleAuthError) -> (answer: AuthAnswer, asked: Moment) {
    var tries = 0
    while true {
      tries += 1
      let asked = clock.now()
      let outcome: RetryPolicy.Outcome
      let failure: GoogleAuthError
      do throws(HTTPFault) {
        let answer = try await http.send(request, timeout: timeout)
        if answer.status == 200 { return (answer, asked) }
        let refusal = Refusal(service: service, answer, hiding: request.secrets)
        outcome = .answer(status: refusal.status, code: refusal.code, reason: refusal.reason)
        failure = .refused(label, refusal)
      } catch {
        switch error {
        case .cancelled: throw .cancelled
        case .noAnswer(let reason):
          outcome = .noAnswer
          failure = .unreachable(label, service, reason: reason)
        }
      }
      guard let wait = policy.wait(after: tries, outcome, random: random()) else { throw failure }
      logger.debug("Asking again for a Google token", metadata: ["host": "\(service.host)", "tries": "\(tries)"])
      try await pause(wait)
    }
  }

  /// Waits; a cancelled wait is an error of its own.
  func pause(_ duration: Duration) async throws(GoogleAuthError) {
    do { try await clock.sleep(duration) } catch { throw .cancelled }
  }
}
