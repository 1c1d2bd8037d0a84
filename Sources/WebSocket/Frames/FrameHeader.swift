internal import NIOCore

/// The head of one frame: 2 to 14 bytes (RFC 6455, 5.2).
struct FrameHeader {
  var isFinal: Bool
  var opcode: Opcode
  /// Present if and only if the frame came from a client.
  var maskKey: UInt32?
  /// Bytes of payload.
  var length: Int

  enum Reading {
    case incomplete
    case complete(FrameHeader)
    case invalid(String)
  }

  /// Takes one header off the front of `input`, or leaves `input` as it is.
  ///
  /// - Parameter role: Ours; it decides whether the peer's frames are masked.
  static func read(from input: inout ByteBuffer, role: WebSocketRole) -> Reading {
    guard let bits = input.getInteger(at: input.readerIndex, as: UInt16.self) else { return .incomplete }
    guard bits & 0x7000 == 0 else { return .invalid("reserved bits are set, but no extension was agreed") }
    guard let opcode = Opcode(rawValue: UInt8(bits >> 8 & 0xF)) else { return .invalid("reserved opcode") }
    let isFinal = bits & 0x8000 != 0
    let isMasked = bits & 0x80 != 0
    let shortLength = Int(bits & 0x7F)
    if opcode.isControl {
      guard isFinal else { return .invalid("control frame is fragmented") }
      guard shortLength <= 125 else { return .invalid("control frame is longer than 125 bytes") }
    }
    switch role {
    case .server: guard isMasked else { return .invalid("frame from a client is not masked") }
    case .client: guard !isMasked else { return .invalid("frame from a server is masked") }
    }

    var position = input.readerIndex + 2
    var length = shortLength
    if shortLength == 126 {
      guard let long = input.getInteger(at: position, as: UInt16.self) else { return .incomplete }
      guard long > 125 else { return .invalid("length is not in its shortest form") }
      length = Int(long)
      position += 2
    } else if shortLength == 127 {
      guard let long = input.getInteger(at: position, as: UInt64.self) else { return .incomplete }
      guard long > 0xFFFF else { return .invalid("length is not in its shortest form") }
      guard long <= UInt64(Int64.max) else { return .invalid("length has its highest bit set") }
      length = Int(long)
      position += 8
    }
    var maskKey: UInt32?
    if isMasked {
      guard let key = input.getInteger(at: position, endianness: .little, as: UInt32.self) else { return .incomplete }
      maskKey = key
      position += 4
    }
    input.moveReaderIndex(to: position)
    return .complete(FrameHeader(isFinal: isFinal, opcode: opcode, maskKey: maskKey, length: length))
  }
}
