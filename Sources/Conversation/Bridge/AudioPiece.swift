internal import VoiceAudio

/// Base64 of one outgoing audio message.
enum AudioPiece: Equatable, Sendable {
  /// A range of the received message, as it is.
  case spliced(Range<Int>)
  /// Text of our own: the formats differ, or the range could not be cut.
  case owned([UInt8])

  /// Longest base64 text of one message up, in characters; longer audio is split at whole samples.
  static let maximumText = 64 << 10
  /// Bytes of PCM16 whose text is no longer than that.
  static let maximumBytes = maximumText / 4 * 3 / 6 * 6

  /// The texts of PCM16 bytes, each of one message.
  static func texts(of bytes: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: maximumBytes).map { start in
      var text: [UInt8] = []
      Base64.encode(bytes.span.bytes.extracting(start..<min(start + maximumBytes, bytes.count)), appendingTo: &text)
      return text
    }
  }

  /// One text, cut into texts of one message each; none of an empty one.
  static func messages(of text: [UInt8]) -> [[UInt8]] {
    text.isEmpty ? [] : Base64.pieces(of: 0..<text.count, characters: maximumText).map { Array(text[$0]) }
  }
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

  /// A complete message, with the payload that is in `message`.
  func complete(from message: RawSpan) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(head.count + payload.count + tail.count)
    text += head
    message.withUnsafeBytes { text += $0[payload] }
    text += tail
    return text
  }
}
