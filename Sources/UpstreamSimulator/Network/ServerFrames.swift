import NIOCore

/// Cuts what a WebSocket server writes, whole frames side by side, into its frames (RFC 6455, section 5.2; a server does
/// not mask).
enum ServerFrames {
  /// The next frame of `bytes`, and whether it is a pong. Nil at its end, or if it holds no whole frame.
  static func take(from bytes: inout ByteBuffer) -> (frame: ByteBuffer, isPong: Bool)? {
    guard let first: UInt8 = bytes.getInteger(at: bytes.readerIndex),
      let second: UInt8 = bytes.getInteger(at: bytes.readerIndex + 1)
    else { return nil }
    let start = bytes.readerIndex + 2
    let length: Int?
    switch second & 0x7F {
    case 126: length = bytes.getInteger(at: start, as: UInt16.self).map { Int($0) + 4 }
    case 127: length = bytes.getInteger(at: start, as: UInt64.self).flatMap { Int(exactly: $0) }.map { $0 + 10 }
    case let short: length = Int(short) + 2
    }
    guard let length, let frame = bytes.readSlice(length: length) else { return nil }
    return (frame, first & 0x0F == 0xA)
  }
}
