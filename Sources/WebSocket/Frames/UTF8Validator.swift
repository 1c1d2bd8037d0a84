/// Validates UTF-8 that arrives in pieces, and says at the first wrong byte that it is wrong (Unicode 16, table 3-7:
/// no overlong forms, no surrogates, nothing above U+10FFFF).
package struct UTF8Validator: Equatable, Sendable {
  /// Continuation bytes that the running character still needs.
  private var needed = 0
  /// What the next continuation byte may be; narrower than 80–BF only behind E0, ED, F0 and F4.
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF

  package init() {}

  /// Whether all that was consumed ends at the end of a character.
  package var isAtBoundary: Bool { needed == 0 }

  /// Consumes a piece.
  ///
  /// - Returns: False if no continuation can make the text valid.
  package mutating func consume(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let count = bytes.count
    var position = 0
    while position < count {
      if needed == 0 {
        while position &+ 16 <= count {
          let words =
            base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            | base.loadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self)
          if words & 0x8080_8080_8080_8080 != 0 { break }
          position &+= 16
        }
        guard position < count else { return true }
      }
      guard consume(base.load(fromByteOffset: position, as: UInt8.self)) else { return false }
      position &+= 1
    }
    return true
  }

  @inline(__always)
  private mutating func consume(_ byte: UInt8) -> Bool {
    if needed == 0 {
      switch byte {
      case 0x00...0x7F: break
      case 0xC2...0xDF: needed = 1
      case 0xE0: (needed, lower) = (2, 0xA0)
      case 0xE1...0xEC, 0xEE...0xEF: needed = 2
      case 0xED: (needed, upper) = (2, 0x9F)
      case 0xF0: (needed, lower) = (3, 0x90)
      case 0xF1...0xF3: needed = 3
      case 0xF4: (needed, upper) = (3, 0x8F)
      default: return false
      }
      return true
    }
    guard byte >= lower, byte <= upper else { return false }
    (needed, lower, upper) = (needed - 1, 0x80, 0xBF)
    return true
  }
}
