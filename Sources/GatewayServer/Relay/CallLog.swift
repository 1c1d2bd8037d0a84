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

  init(_ logger: Logger, metrics: GatewayMetrics) {
    self.logger = logger
    self.metrics = metrics
  }

  func begun(_ request: CallRequest, deployment: ModelDeployment) {
    logger.info(
      "Session begun",
      metadata: [
        "model": "\(request.model)", "deployment": "\(deployment.id)",
        "serves": "\(deployment.provider.rawValue)/\(deployment.model)",
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

  func upstreamOpened(attempts: Int) {
    logger.debug("Upstream connected", metadata: ["attempts": "\(attempts)"])
  }

  func dialFailed(attempt: Int, _ reason: String) {
    logger.notice("Upstream attempt failed", metadata: ["attempt": "\(attempt)", "reason": "\(reason)"])
  }

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
        "stray_pieces": .stringConvertible(tally.strayPieces),
      ])
  }
}
