internal import WebSocket

/// What an echo says, in one of two protocols.
struct EchoTongue: Sendable {
  var kind: MessageKind
  /// Said at once when somebody connects.
  var greeting: [UInt8]?
  /// What stands around the base64 of a returned frame.
  var audioHead: [UInt8]
  var audioTail: [UInt8]
  /// The whole answer to a written turn, message by message.
  var answer: [[UInt8]]

  /// Nil: no path of either protocol.
  init?(path: String) {
    let path = path.prefix { $0 != "?" }
    if path.hasSuffix("BidiGenerateContent") {
      self = .gemini
    } else if path.hasSuffix("/realtime") {
      self = .openAI
    } else {
      return nil
    }
  }

  init(
    kind: MessageKind, greeting: String?, audioHead: String, audioTail: String, answer: [String]
  ) {
    self.kind = kind
    self.greeting = greeting.map { Array($0.utf8) }
    self.audioHead = Array(audioHead.utf8)
    self.audioTail = Array(audioTail.utf8)
    self.answer = answer.map { Array($0.utf8) }
  }

  static let words = "The first one leaves at nine in the morning, the last one at six."
  /// 20 ms of silence at 24 kHz.
  static let silence = String(repeating: "A", count: 1_280)
}
