import Foundation
import SeededRandom
import Testing

@testable import VoiceAudio

@Suite("Base64")
struct Base64Tests {
  /// Decodes all of `text`: its bytes, or the offset at which it is invalid.
  private func decode(
    _ text: String, escaped: Bool = false, alphabet: Base64.Alphabet = .standard
  ) -> (Base64.DecodeResult, [UInt8]) {
    var scratch: [UInt8] = [1, 2, 3]
    let bytes = Array(text.utf8)
    let result = Base64.decode(bytes.span.bytes, 0..<bytes.count, escaped: escaped, alphabet: alphabet, into: &scratch)
    return (result, scratch)
  }

  @Test("Every length from 0 to 600 bytes goes there and back as Foundation writes it")
  func allLengths() {
    var random = SeededRandom(seed: 1)
    for length in 0...600 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var text: [UInt8] = []
      Base64.encode(bytes.span.bytes, appendingTo: &text)
      let written = String(decoding: text, as: UTF8.self)
      #expect(written == Data(bytes).base64EncodedString())
      #expect(text.count == Base64.characterCount(ofBytes: length))
      let (result, decoded) = decode(written)
      #expect(result == .decoded(bytes: length))
      #expect(decoded == bytes)
      #expect(Base64.decodedByteCount(text.span.bytes, 0..<text.count) == length)
      #expect(Base64.validate(text.span.bytes) == .decoded(bytes: length))
    }
  }

  @Test("Encoding appends")
  func encodingAppends() {
    var text = Array("data:".utf8)
    Base64.encode(Array("Man".utf8).span.bytes, appendingTo: &text)
    #expect(String(decoding: text, as: UTF8.self) == "data:TWFu")
  }

  @Test(
    "What is not base64 is refused, with its place",
    arguments: [
      ("TWF", 3), ("TWFuT", 5), ("TW u", 2), ("TWF\n", 3), ("TW-u", 2), ("TW_u", 2), ("TW=u", 2), ("T===", 1),
      ("====", 0), ("TWFu=", 5), ("TWFuTQ=", 7), ("TWFuTQ", 6), ("TWé", 2), ("TWFu\\/AA", 4), ("TQ==TQ==", 2), ("=", 1),
    ])
  func refused(text: String, offset: Int) {
    #expect(decode(text).0 == .invalid(at: offset))
    #expect(Base64.validate(Array(text.utf8).span.bytes) == .invalid(at: offset))
  }

  @Test("A changed byte anywhere is never taken for another text's bytes")
  func everyByteValue() {
    for position in 0..<8 {
      for byte in UInt8.min...UInt8.max {
        var text = Array("AAAABBBB".utf8)
        text[position] = byte
        var scratch: [UInt8] = []
        let result = Base64.decode(text.span.bytes, 0..<8, into: &scratch)
        // Foundation lets a padded group have something behind its first "=".
        let misplaced = text[6] == UInt8(ascii: "=") && text[7] != UInt8(ascii: "=")
        let reference = misplaced ? nil : Data(base64Encoded: Data(text))
        if let reference {
          #expect(
            result == .decoded(bytes: reference.count) && scratch == Array(reference), "byte \(byte) at \(position)")
        } else {
          #expect(result != .decoded(bytes: scratch.count), "byte \(byte) at \(position)")
        }
      }
    }
  }

  @Test("The range is all that is read")
  func rangeOnly() {
    let text = Array("\"TWFu\"".utf8)
    var scratch: [UInt8] = []
    #expect(Base64.decode(text.span.bytes, 1..<5, into: &scratch) == .decoded(bytes: 3))
    #expect(scratch == Array("Man".utf8))
    #expect(Base64.decode(text.span.bytes, 1..<6, into: &scratch) == .invalid(at: 6))
    #expect(Base64.decode(text.span.bytes, 0..<4, into: &scratch) == .invalid(at: 0))
    #expect(Base64.decode(text.span.bytes, 100..<200, into: &scratch) == .decoded(bytes: 0))
  }

  @Test("The URL alphabet and absent padding pass where they are asked for")
  func urlSafe() {
    #expect(decode("-_-_", alphabet: .urlSafe).1 == [0xFB, 0xFF, 0xBF])
    #expect(decode("+/+/", alphabet: .urlSafe).1 == [0xFB, 0xFF, 0xBF])
    #expect(decode("TQ", alphabet: .urlSafe).1 == [0x4D])
    #expect(decode("TQ==", alphabet: .urlSafe).1 == [0x4D])
    #expect(decode("TQ=", alphabet: .urlSafe).0 == .invalid(at: 3))
    #expect(decode("TWFuT", alphabet: .urlSafe).0 == .invalid(at: 5))
  }

  @Test("Escaped slashes are read where they are announced, other escapes are not")
  func escapedSlashes() {
    #expect(decode("\\/\\/\\/\\/", escaped: true).1 == [0xFF, 0xFF, 0xFF])
    #expect(decode("AA\\/A", escaped: true).0 == .decoded(bytes: 3))
    #expect(decode("AA\\nA", escaped: true).0 == .invalid(at: 2))
    #expect(decode("AAA\\", escaped: true).0 == .invalid(at: 3))
    let text = Array("AA\\/A\\/w==".utf8)
    #expect(Base64.decodedByteCount(text.span.bytes, 0..<text.count, escaped: true) == 4)
  }

  @Test("A long text is cut into pieces that are base64 by themselves and hold whole samples")
  func pieces() {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var text = Array("xx".utf8)
    Base64.encode(bytes.span.bytes, appendingTo: &text)
    for limit in [8, 100, 4096, 13_333, 20_000] {
      let pieces = Base64.pieces(of: 2..<text.count, characters: limit)
      var joined: [UInt8] = []
      for piece in pieces {
        var scratch: [UInt8] = []
        #expect(Base64.decode(text.span.bytes, piece, into: &scratch) == .decoded(bytes: scratch.count))
        #expect(piece.count <= limit && scratch.count % 2 == 0)
        joined += scratch
      }
      #expect(joined == bytes)
    }
    #expect(Base64.pieces(of: 5..<5, characters: 64) == [5..<5])
  }

  @Test("A scratch buffer that is large enough is not replaced")
  func scratchIsKept() {
    var scratch: [UInt8] = []
    scratch.reserveCapacity(4096)
    let address = scratch.withUnsafeBufferPointer { $0.baseAddress }
    for length in [1000, 40, 2000] {
      let text = [UInt8](repeating: UInt8(ascii: "A"), count: length)
      #expect(Base64.decode(text.span.bytes, 0..<length, into: &scratch) == .decoded(bytes: length / 4 * 3))
      #expect(scratch.withUnsafeBufferPointer { $0.baseAddress } == address)
    }
  }
}
