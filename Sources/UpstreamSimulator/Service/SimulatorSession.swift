import Logging
import NIOCore
import WebSocket

/// The shell around one connection: hands messages and time to the player, and does what it says. Belongs to its
/// channel's event loop.
final class SimulatorSession: WebSocketDelegate {
  /// Bytes that may wait for a client that does not read.
  private static let queueLimit = 64 << 20

  private let socket: WebSocketHandler
  private let channel: any Channel
  private let shelf: SessionShelf
  private let recorder: SimulatorRecorder?
  private var logger: Logger
  private var player: ScriptPlayer
  private let openedMs: Int64
  private var messageCount = 0
  private var failure: String?
  private var timer: Scheduled<Void>?
  private var timerMs: Int64?

  init(
    _ socket: WebSocketHandler, channel: any Channel, player: ScriptPlayer, shelf: SessionShelf,
    recorder: SimulatorRecorder?, logger: Logger
  ) {
    self.socket = socket
    self.channel = channel
    self.player = player
    self.shelf = shelf
    self.recorder = recorder
    self.logger = logger
    self.logger[metadataKey: "session"] = "\(player.sessionID)"
    openedMs = player.openedMs
    self.logger.info("session opened", metadata: ["surface": "\(player.surface.rawValue)"])
    perform(self.player.timePassed(toMs: Self.now()))
  }

  /// Milliseconds on the clock of all sessions.
  static func now() -> Int64 { Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000) }

  func webSocketReceived(text: ByteBuffer) { received(text) }

  func webSocketReceived(binary: ByteBuffer) { received(binary) }

  func webSocketWritabilityChanged(_ isWritable: Bool) {
    // Who does not listen is not listened to.
    if isWritable { socket.resumeReading() } else { socket.pauseReading() }
  }

  func webSocketShouldQuiesce() {
    socket.close(.goingAway, reason: "The simulator is shutting down.")
  }

  func webSocketClosed(_ report: CloseReport) {
    timer?.cancel()
    timer = nil
    let tally = player.tally
    let summary = SessionSummary(
      sessionID: player.sessionID, surface: player.surface, messageCount: messageCount, audioBytes: tally.bytes,
      audioSHA256: tally.digest, activityBytes: tally.activityBytes, activitySHA256: tally.activityDigest,
      discardedBytes: tally.discardedBytes, closeCode: Int(report.code.rawValue), close: report.description,
      failure: failure)
    recorder?.ended(summary)
    logger.info(
      "session ended",
      metadata: [
        "close": "\(report)", "messages": "\(messageCount)", "audio_bytes": "\(tally.bytes)",
        "duration_ms": "\(Self.now() - openedMs)",
      ])
  }

  private func received(_ buffer: ByteBuffer) {
    let bytes = Array(buffer.readableBytesView)
    let now = Self.now()
    messageCount += 1
    recorder?.received(bytes, of: player.sessionID, atMs: now - openedMs)
    perform(player.received(bytes, memory: shelf.memory(under:), atMs: now))
  }

  private func perform(_ actions: [PlayerAction]) {
    for action in actions {
      switch action {
      case .send(let bytes, let asText):
        recorder?.sent(bytes, of: player.sessionID, atMs: Self.now() - openedMs)
        socket.send(asText ? .text : .binary, bytes)
      case .keep(let memory, let handle): shelf.keep(memory, under: handle)
      case .close(let refusal):
        logger.info("closing", metadata: ["code": "\(refusal.code)", "reason": "\(refusal.reason)"])
        socket.close(CloseCode(refusal.code), reason: refusal.reason)
      case .reset: channel.resetConnection()
      case .failed(let problem):
        failure = problem
        logger.error("the client did not follow the script", metadata: ["problem": "\(problem)"])
      }
    }
    if socket.bytesQueued > Self.queueLimit { socket.abort() }
    schedule()
  }

  /// Keeps exactly one timer, at the player's next deadline.
  private func schedule() {
    guard timerMs != player.deadlineMs || timer == nil else { return }
    timer?.cancel()
    timer = nil
    timerMs = player.deadlineMs
    guard let deadline = timerMs, socket.isOpen else { return }
    let delay = TimeAmount.milliseconds(max(0, deadline - Self.now()))
    timer = channel.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in self?.timerFired() }
  }

  private func timerFired() {
    timer = nil
    perform(player.timePassed(toMs: Self.now()))
  }
}

@available(*, unavailable)
extension SimulatorSession: Sendable {}
