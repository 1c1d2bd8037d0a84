/// Upstream messages that wait for a `response.create`, as they came.
struct HeldUpstreamMessages: Sendable {
  private var messages: [[UInt8]] = []
  private var bytes = 0

  /// False: with this one they would be more than `limit` bytes, and nothing is held any more.
  mutating func hold(_ message: RawSpan, limit: Int) -> Bool {
    bytes += message.byteCount
    guard bytes <= limit else {
      discard()
      return false
    }
    messages.append(message.withUnsafeBytes { Array($0) })
    return true
  }

  mutating func takeAll() -> [[UInt8]] {
    defer { discard() }
    return messages
  }

  mutating func discard() {
    messages = []
    bytes = 0
  }
}

extension UpstreamMessage {
  /// It holds part of an answer, and nothing that ends the wait.
  var waitsForCreate: Bool {
    switch self {
    case .audio: true
    case .unreadable: false
    case .events(let events): events.contains(where: \.isOfAnswer) && !events.contains(.interrupted)
    }
  }
}

extension UpstreamEvent {
  fileprivate var isOfAnswer: Bool {
    switch self {
    case .audio, .text, .outputTranscript, .toolCalled, .cited, .usage, .generationComplete, .turnComplete:
      true
    case .ready, .inputTranscript, .toolCallsCancelled, .interrupted, .waitingForInput, .speechStarted, .speechStopped,
      .resumable, .goingAway, .failed, .ignored:
      false
    }
  }
}

extension Effect {
  /// The same, for a shell that does not have `message` at hand.
  func owning(_ message: [UInt8]) -> Effect {
    switch self {
    case .relay(let side, let splice): .send(to: side, splice.complete(from: message.span.bytes))
    case .send, .dialUpstream, .closeUpstream, .dialAside, .closeAside, .closeClient, .resetClient, .pauseReading,
      .resumeReading, .log:
      self
    }
  }
}
