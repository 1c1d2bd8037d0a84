package import NIOCore

/// Writes frames into an outgoing buffer: header, payload, and in the client role the mask over it, with exactly one
/// copy of the payload. Each message is one frame; nothing we send needs fragments.
package struct FrameEncoder: Sendable {
  /// Longest header: 2 bytes, 8 of length, 4 of key.
  private static let longestHeader = 14

  private let role: WebSocketRole
  private var keys: MaskKeys

  /// - Parameter seed: Random; only the client role uses it (see `MaskKeys`).
  package init(role: WebSocketRole, seed: UInt64) {
    self.role = role
    keys = MaskKeys(seed: seed)
  }

  /// One message: `head`, the readable bytes of `payload`, `tail`.
  package mutating func write(
    _ kind: MessageKind, head: [UInt8], payload: ByteBuffer, tail: [UInt8], into output: inout ByteBuffer
  ) {
    let key = writeHeader(Opcode(kind), head.count + payload.readableBytes + tail.count, into: &output)
    let start = output.writerIndex
    output.writeBytes(head)
    output.writeImmutableBuffer(payload)
    output.writeBytes(tail)
    mask(&output, from: start, key)
  }

  /// One message of the readable bytes of `payload`.
  package mutating func write(_ kind: MessageKind, _ payload: ByteBuffer, into output: inout ByteBuffer) {
    write(Opcode(kind), payload, into: &output)
  }

  /// One message of `payload`.
  package mutating func write(_ kind: MessageKind, _ payload: [UInt8], into output: inout ByteBuffer) {
    let key = writeHeader(Opcode(kind), payload.count, into: &output)
    let start = output.writerIndex
    output.writeBytes(payload)
    mask(&output, from: start, key)
  }

  /// - Parameter payload: At most 125 bytes.
  package mutating func writePing(_ payload: ByteBuffer, into output: inout ByteBuffer) {
    write(.ping, payload, into: &output)
  }

  /// - Parameter payload: That of the ping.
  package mutating func writePong(_ payload: ByteBuffer, into output: inout ByteBuffer) {
    write(.pong, payload, into: &output)
  }

  /// - Parameters:
  ///   - code: nil, or one that may not travel: the frame is empty.
  ///   - reason: Cut at a character boundary to the 123 bytes that fit.
  package mutating func writeClose(_ code: CloseCode?, reason: String, into output: inout ByteBuffer) {
    var payload = ByteBuffer()
    if let code, code.mayTravel {
      payload.writeInteger(code.rawValue)
      var room = 123
      for character in reason.unicodeScalars {
        room -= UTF8.width(character)
        guard room >= 0 else { break }
        payload.writeString(String(character))
      }
    }
    write(.close, payload, into: &output)
  }

  private mutating func write(_ opcode: Opcode, _ payload: ByteBuffer, into output: inout ByteBuffer) {
    let key = writeHeader(opcode, payload.readableBytes, into: &output)
    let start = output.writerIndex
    output.writeImmutableBuffer(payload)
    mask(&output, from: start, key)
  }

  private mutating func writeHeader(_ opcode: Opcode, _ length: Int, into output: inout ByteBuffer) -> UInt32? {
    output.reserveCapacity(minimumWritableBytes: length + Self.longestHeader)
    let first = 0x8000 | UInt16(opcode.rawValue) << 8 | (role == .client ? 0x80 : 0)
    switch length {
    case ...125:
      output.writeInteger(first | UInt16(length))
    case ...0xFFFF:
      output.writeInteger(first | 126)
      output.writeInteger(UInt16(length))
    default:
      output.writeInteger(first | 127)
      output.writeInteger(UInt64(length))
    }
    guard role == .client else { return nil }
    let key = keys.next()
    output.writeInteger(key, endianness: .little)
    return key
  }

  private func mask(_ output: inout ByteBuffer, from start: Int, _ key: UInt32?) {
    guard let key else { return }
    let skipped = start - output.readerIndex
    output.withUnsafeMutableReadableBytes {
      Masking.apply(key, to: UnsafeMutableRawBufferPointer(rebasing: $0[skipped...]))
    }
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x1_0000: 3
    default: 4
    }
  }
}
