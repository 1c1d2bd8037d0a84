/// Frames as bytes, made byte by byte with no code of the target.
enum Wire {
  static let text: UInt8 = 0x1
  static let binary: UInt8 = 0x2
  static let continuation: UInt8 = 0x0
  static let close: UInt8 = 0x8
  static let ping: UInt8 = 0x9
  static let pong: UInt8 = 0xA
  static let key: [UInt8] = [0xA1, 0x02, 0xF3, 0x44]

  /// A frame with its length in the shortest form. Masked with `key` unless `key` is nil.
  static func frame(
    _ opcode: UInt8, _ payload: [UInt8] = [], fin: Bool = true, reserved: UInt8 = 0, key: [UInt8]? = Wire.key
  ) -> [UInt8] {
    let maskBit: UInt8 = key == nil ? 0 : 0x80
    var bytes = [(fin ? 0x80 : 0) | reserved << 4 | opcode]
    switch payload.count {
    case ...125: bytes.append(maskBit | UInt8(payload.count))
    case ...0xFFFF: bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: bytes += [maskBit | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    guard let key else { return bytes + payload }
    return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
  }

  static func text(_ string: String, fin: Bool = true, key: [UInt8]? = Wire.key) -> [UInt8] {
    frame(text, Array(string.utf8), fin: fin, key: key)
  }

  static func close(_ code: Int, _ reason: String = "", key: [UInt8]? = Wire.key) -> [UInt8] {
    frame(close, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8), key: key)
  }
}
