/// Base64 of one outgoing audio message.
enum AudioPiece: Equatable, Sendable {
  /// A range of the received message, as it is.
  case spliced(Range<Int>)
  /// Text of our own: the formats differ, or the range could not be cut.
  case owned([UInt8])
}

extension Splice {
  /// A complete message with `text` where the payload was to be.
  func around(_ text: [UInt8]) -> [UInt8] {
    var message: [UInt8] = []
    message.reserveCapacity(head.count + text.count + tail.count)
    message += head
    message += text
    message += tail
    return message
  }
}
