import Testing

@testable import WebSocket

struct MaskingTests {
  private static func reference(_ bytes: [UInt8], _ key: UInt32, _ offset: Int) -> [UInt8] {
    bytes.enumerated().map { $1 ^ UInt8(truncatingIfNeeded: key >> (8 * UInt32(($0 + offset) % 4))) }
  }

  @Test("Masking in words equals masking byte by byte, at every length, phase and alignment")
  func equalsReference() {
    let key: UInt32 = 0x9C3F_07E1
    for length in 0...140 {
      for offset in 0...5 {
        for alignment in 0..<8 {
          let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
          var masked = [UInt8](repeating: 0, count: alignment) + plain
          masked.withUnsafeMutableBytes {
            Masking.apply(key, to: UnsafeMutableRawBufferPointer(rebasing: $0[alignment...]), at: offset)
          }
          #expect(Array(masked[alignment...]) == Self.reference(plain, key, offset))
          #expect(masked[..<alignment].allSatisfy { $0 == 0 })
        }
      }
    }
  }

  @Test("Masking twice gives back what was there")
  func isItsOwnInverse() {
    let plain = (0..<1337).map { UInt8(truncatingIfNeeded: $0) }
    var bytes = plain
    bytes.withUnsafeMutableBytes { Masking.apply(77_777, to: $0) }
    #expect(bytes != plain)
    bytes.withUnsafeMutableBytes { Masking.apply(77_777, to: $0) }
    #expect(bytes == plain)
  }

  @Test("Keys of one connection do not repeat, and another seed gives others")
  func keysDiffer() {
    var first = MaskKeys(seed: 1)
    var second = MaskKeys(seed: 2)
    let keys = Set((0..<1000).flatMap { _ in [first.next(), second.next()] })
    #expect(keys.count == 2000)
  }
}
