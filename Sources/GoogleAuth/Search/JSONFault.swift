/// Finds where a text stops being JSON. The decoder only says that it is none; an operator with a damaged file
/// needs the line.
struct JSONFault {
  private let bytes: [UInt8]
  private var index = 0
  /// Nesting beyond this counts as a fault, so that no file can exhaust the stack.
  private static let deepest = 256

  /// Line and column (bytes, both from 1) of the first fault; nil if the text is JSON.
  static func locate(in text: some Sequence<UInt8>) -> (line: Int, column: Int)? {
    var search = JSONFault(bytes: Array(text))
    let isWhole = search.value(depth: 0) && search.atEnd()
    if isWhole { return nil }
    let before = search.bytes[..<min(search.index, search.bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - lineStart + 1)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // Each function leaves `index` behind what it took, or at the fault.

  private mutating func value(depth: Int) -> Bool {
    skipSpace()
    guard index < bytes.count, depth < Self.deepest else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return list(depth: depth, closedBy: "}", named: true)
    case UInt8(ascii: "["): return list(depth: depth, closedBy: "]", named: false)
    case UInt8(ascii: "\""): return string()
    case _: return word()
    }
  }

  private mutating func list(depth: Int, closedBy end: Unicode.Scalar, named: Bool) -> Bool {
    index += 1
    if take(end) { return true }
    repeat {
      skipSpace()
      if named { guard string(), take(":") else { return false } }
      guard value(depth: depth + 1) else { return false }
    } while take(",")
    return take(end)
  }

  private mutating func string() -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return false }
    index += 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): index += 2
      case ..<0x20: return false
      case _: index += 1
      }
    }
    return false
  }

  private mutating func word() -> Bool {
    let start = index
    while index < bytes.count, Self.isOfWord(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if ["true", "false", "null"].contains(word) || Double(word) != nil { return true }
    index = start
    return false
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func atEnd() -> Bool {
    skipSpace()
    return index >= bytes.count
  }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "+-.".unicodeScalars.contains(scalar)
  }
}
