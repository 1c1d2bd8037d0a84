extension Base64 {
  /// The standard alphabet in the order of its values.
  static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the base64 text of `bytes` to `text`, standard alphabet, padded. No allocation while `text`
  /// has room.
  package static func encode(_ bytes: RawSpan, appendingTo text: inout [UInt8]) {
    bytes.withUnsafeBytes { encode($0, appendingTo: &text) }
  }

  static func encode(_ input: UnsafeRawBufferPointer, appendingTo text: inout [UInt8]) {
    let start = text.count
    text.resize(to: start + characterCount(ofBytes: input.count))
    text.withUnsafeMutableBytes { all in
      let output = UnsafeMutableRawBufferPointer(rebasing: all[start...])
      pairs.withUnsafeBufferPointer { encodeGroups(input, $0, output) }
      encodeRest(input, output)
    }
  }

  /// For each twelve bits their two characters, the first one in the low byte.
  private static let pairs: [UInt16] = (0..<4096).map { bits in
    UInt16(characters[bits >> 6]) | UInt16(characters[bits & 63]) << 8
  }

  private static func encodeGroups(
    _ input: UnsafeRawBufferPointer, _ pairs: UnsafeBufferPointer<UInt16>, _ output: UnsafeMutableRawBufferPointer
  ) {
    guard input.count >= 3, let source = input.baseAddress, let target = output.baseAddress,
      let pairs = pairs.baseAddress
    else { return }
    for group in 0..<(input.count / 3) {
      let position = group &* 3
      let first = Int(source.load(fromByteOffset: position, as: UInt8.self))
      let second = Int(source.load(fromByteOffset: position &+ 1, as: UInt8.self))
      let third = Int(source.load(fromByteOffset: position &+ 2, as: UInt8.self))
      let four = UInt32(pairs[first << 4 | second >> 4]) | UInt32(pairs[(second & 15) << 8 | third]) << 16
      target.storeBytes(of: four.littleEndian, toByteOffset: group &* 4, as: UInt32.self)
    }
  }

  /// The last one or two bytes, padded.
  private static func encodeRest(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
    let rest = input.suffix(input.count % 3)
    guard let first = rest.first else { return }
    let second = rest.count == 2 ? rest[rest.startIndex + 1] : 0
    let group = output[(output.count - 4)...]
    let bits = Int(first) << 8 | Int(second)
    output[group.startIndex] = characters[bits >> 10]
    output[group.startIndex + 1] = characters[bits >> 4 & 63]
    output[group.startIndex + 2] = rest.count == 2 ? characters[bits << 2 & 63] : UInt8(ascii: "=")
    output[group.startIndex + 3] = UInt8(ascii: "=")
  }
}
