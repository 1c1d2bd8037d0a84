/// The XOR masking of client frames (RFC 6455, 5.3), in words of eight bytes: byte-wise it would be the most expensive
/// step of a relayed message.
package enum Masking {
  /// Masks or unmasks in place; the operation is its own inverse.
  ///
  /// - Parameters:
  ///   - key: The four bytes of the key, the first one on the wire in the lowest byte.
  ///   - bytes: A stretch of one frame's payload.
  ///   - offset: Position in that payload of the first byte of the stretch.
  package static func apply(_ key: UInt32, to bytes: UnsafeMutableRawBufferPointer, at offset: Int = 0) {
    guard let base = bytes.baseAddress else { return }
    let turn = UInt32(truncatingIfNeeded: offset & 3) * 8
    let turned = turn == 0 ? key : (key >> turn) | (key << (32 - turn))
    let word = (UInt64(turned) | UInt64(turned) << 32).littleEndian
    let count = bytes.count
    var position = 0
    // Four words a round let the compiler use vector registers.
    while position &+ 32 <= count {
      mask(base + position, word)
      mask(base + (position &+ 8), word)
      mask(base + (position &+ 16), word)
      mask(base + (position &+ 24), word)
      position &+= 32
    }
    while position &+ 8 <= count {
      mask(base + position, word)
      position &+= 8
    }
    var rest = turned
    while position < count {
      let byte = base.load(fromByteOffset: position, as: UInt8.self) ^ UInt8(truncatingIfNeeded: rest)
      base.storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
      rest = (rest >> 8) | (rest << 24)
      position &+= 1
    }
  }

  @inline(__always)
  private static func mask(_ place: UnsafeMutableRawPointer, _ word: UInt64) {
    place.storeBytes(of: place.loadUnaligned(as: UInt64.self) ^ word, as: UInt64.self)
  }
}
