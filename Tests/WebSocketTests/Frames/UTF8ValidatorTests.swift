import SeededRandom
import Testing

@testable import WebSocket

struct UTF8ValidatorTests {
  /// Whether a whole text is valid, fed in pieces of `chunk` bytes.
  private static func isValid(_ bytes: [UInt8], chunk: Int = .max) -> Bool {
    var validator = UTF8Validator()
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(chunk))
      guard piece.withUnsafeBytes({ validator.consume($0) }) else { return false }
      rest = rest.dropFirst(chunk)
    }
    return validator.isAtBoundary
  }

  @Test("Every character is valid, in one piece and in single bytes")
  func everyScalar() {
    for value in (UInt32(0)...0x10FFFF).lazy where value % 251 == 0 || value < 0x1000 || value % 0x800 < 2 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      #expect(Self.isValid(bytes) && Self.isValid(bytes, chunk: 1))
    }
  }

  @Test("It agrees with the standard library on all sequences of two bytes and on random ones of up to 40")
  func agreesWithStandardLibrary() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [first, second]
        #expect(Self.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      }
    }
    var random = SeededRandom(seed: 8)
    let alphabet: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xF0, 0xF3, 0xF4, 0xF5,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      #expect(Self.isValid(bytes) == expected)
      #expect(Self.isValid(bytes, chunk: 1) == expected)
    }
  }

  @Test(
    "Overlong forms, surrogates and what lies above U+10FFFF fail at the first byte that shows it",
    arguments: [
      [0xC0], [0xC1], [0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xF5], [0xFF], [0x80], [0xE2, 0x28],
    ] as [[UInt8]])
  func failsEarly(bytes: [UInt8]) {
    var validator = UTF8Validator()
    let start = Array("plain text before it".utf8) + bytes.dropLast()
    #expect(start.withUnsafeBytes { validator.consume($0) })
    #expect(!bytes.suffix(1).withUnsafeBytes { validator.consume($0) })
  }
}
