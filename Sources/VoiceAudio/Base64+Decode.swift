extension Base64 {
  /// Decodes the text in `range` of `text`. `scratch` then holds the bytes and nothing else; its
  /// capacity is used again, so a session that keeps it does not allocate. After `.invalid` its contents
  /// mean nothing.
  /// - Parameter escaped: the text holds `\/` for `/`, as some JSON writers do.
  package static func decode(
    _ text: RawSpan, _ range: Range<Int>, escaped: Bool = false, alphabet: Alphabet = .standard,
    into scratch: inout [UInt8]
  ) -> DecodeResult {
    text.withUnsafeBytes { all in
      let range = range.clamped(to: 0..<all.count)
      let input = UnsafeRawBufferPointer(rebasing: all[range])
      let result: DecodeResult
      if escaped {
        var plain: [UInt8] = []
        if let offset = unescape(input, into: &plain) { return .invalid(at: range.lowerBound + offset) }
        result = plain.withUnsafeBytes { decode($0, alphabet, into: &scratch) }
      } else {
        result = decode(input, alphabet, into: &scratch)
      }
      switch result {
      case .decoded: return result
      case .invalid(let offset): return .invalid(at: range.lowerBound + offset)
      }
    }
  }

  private static func decode(
    _ input: UnsafeRawBufferPointer, _ alphabet: Alphabet, into scratch: inout [UInt8]
  ) -> DecodeResult {
    let characters = input.count - padding(input)
    let padded = characters < input.count || alphabet == .standard
    guard characters % 4 != 1, !padded || input.count % 4 == 0 else { return .invalid(at: input.count) }
    let count = byteCount(ofCharacters: characters)
    scratch.resize(to: count)
    let groups = characters / 4
    let table = alphabet == .standard ? DecodeTable.standard : DecodeTable.urlSafe
    let bad = table.withUnsafeBufferPointer { table in
      scratch.withUnsafeMutableBytes { output in
        decodeGroups(input, groups, table, output) | decodeRest(input, groups * 4..<characters, table, output)
      }
    }
    guard bad & DecodeTable.outside == 0 else { return .invalid(at: firstInvalid(input, table, characters)) }
    return .decoded(bytes: count)
  }

  /// Decodes whole groups of four characters. Returns the union of the table entries seen, in which
  /// the high bits tell whether a character was outside the alphabet: one test for the whole text.
  private static func decodeGroups(
    _ input: UnsafeRawBufferPointer, _ groups: Int, _ table: UnsafeBufferPointer<UInt32>,
    _ output: UnsafeMutableRawBufferPointer
  ) -> UInt32 {
    guard groups > 0, let source = input.baseAddress, let target = output.baseAddress, let table = table.baseAddress
    else { return 0 }
    var bad: UInt32 = 0
    // Four bytes are written where three belong, the next group overwrites the fourth; the last groups
    // may have no room for it.
    let roomy = max(0, min(groups, (output.count - 1) / 3))
    var group = 0
    while group &+ 1 < roomy {
      let eight = UInt64(littleEndian: (source + group &* 4).loadUnaligned(as: UInt64.self))
      let first = bits(of: UInt32(truncatingIfNeeded: eight), table)
      let second = bits(of: UInt32(truncatingIfNeeded: eight &>> 32), table)
      bad |= first | second
      target.storeBytes(of: first.littleEndian, toByteOffset: group &* 3, as: UInt32.self)
      target.storeBytes(of: second.littleEndian, toByteOffset: group &* 3 &+ 3, as: UInt32.self)
      group &+= 2
    }
    while group < groups {
      let value = bits(of: UInt32(littleEndian: (source + group &* 4).loadUnaligned(as: UInt32.self)), table)
      bad |= value
      target.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: group &* 3, as: UInt8.self)
      target.storeBytes(of: UInt8(truncatingIfNeeded: value >> 8), toByteOffset: group &* 3 &+ 1, as: UInt8.self)
      target.storeBytes(of: UInt8(truncatingIfNeeded: value >> 16), toByteOffset: group &* 3 &+ 2, as: UInt8.self)
      group &+= 1
    }
    return bad
  }

  /// The three bytes of four characters, the first one lowest.
  @inline(__always)
  private static func bits(of four: UInt32, _ table: UnsafePointer<UInt32>) -> UInt32 {
    table[Int(four & 0xFF)] | table[256 &+ Int(four &>> 8 & 0xFF)] | table[512 &+ Int(four &>> 16 & 0xFF)]
      | table[768 &+ Int(four &>> 24)]
  }
}

// MARK: The odd ends of a text

extension Base64 {
  /// How many `=` end the text: 0, 1 or 2.
  private static func padding(_ input: UnsafeRawBufferPointer) -> Int {
    guard let last = input.last, last == UInt8(ascii: "=") else { return 0 }
    return input.count > 1 && input[input.count - 2] == UInt8(ascii: "=") ? 2 : 1
  }

  /// Decodes the last group, of two or three characters.
  private static func decodeRest(
    _ input: UnsafeRawBufferPointer, _ rest: Range<Int>, _ table: UnsafeBufferPointer<UInt32>,
    _ output: UnsafeMutableRawBufferPointer
  ) -> UInt32 {
    guard rest.count > 1 else { return 0 }
    let position = rest.lowerBound / 4 * 3
    var value = table[Int(input[rest.lowerBound])] | table[256 + Int(input[rest.lowerBound + 1])]
    if rest.count == 3 { value |= table[512 + Int(input[rest.lowerBound + 2])] }
    output[position] = UInt8(truncatingIfNeeded: value)
    if rest.count == 3 { output[position + 1] = UInt8(truncatingIfNeeded: value >> 8) }
    return value
  }

  private static func firstInvalid(_ input: UnsafeRawBufferPointer, _ table: [UInt32], _ characters: Int) -> Int {
    input.prefix(characters).firstIndex { table[Int($0)] & DecodeTable.outside != 0 } ?? characters
  }

  /// Copies `input` without the backslashes of `\/`. Returns the offset of any other backslash.
  private static func unescape(_ input: UnsafeRawBufferPointer, into plain: inout [UInt8]) -> Int? {
    plain.reserveCapacity(input.count)
    for (offset, byte) in input.enumerated() {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      guard offset + 1 < input.count, input[offset + 1] == UInt8(ascii: "/") else { return offset }
    }
    return nil
  }
}

/// What each character says of the three bytes of its group, the first one lowest: one table for each of the four places. A
/// character outside the alphabet has all bits of the fourth byte set.
enum DecodeTable {
  static let outside: UInt32 = 0xFF00_0000
  static let standard = table(for: "+/")
  static let urlSafe = table(for: "+/-_")

  private static func table(for lastTwo: String) -> [UInt32] {
    var sextets = [UInt32?](repeating: nil, count: 256)
    for (value, character) in Base64.characters.enumerated() where value < 62 {
      sextets[Int(character)] = UInt32(value)
    }
    for (position, character) in lastTwo.utf8.enumerated() { sextets[Int(character)] = 62 + UInt32(position % 2) }
    return (0..<4).flatMap { place in
      // As a number the 24 bits have the first byte highest; in memory it comes first.
      sextets.map { $0.map { ($0 << UInt32(26 - 6 * place)).byteSwapped } ?? outside }
    }
  }
}

extension Array where Element == UInt8 {
  /// Makes the array `count` bytes long and keeps its capacity; what is new is 0.
  mutating func resize(to count: Int) {
    if self.count > count {
      removeLast(self.count - count)
    } else if self.count < count {
      append(contentsOf: repeatElement(0, count: count - self.count))
    }
  }
}
