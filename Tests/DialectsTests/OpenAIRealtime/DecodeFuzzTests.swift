import Conversation
import Foundation
import SeededRandom
import Testing

@testable import Dialects

@Suite("Hostile clients")
struct DecodeFuzzTests {
  @Test("20,000 mutations of the examples never crash, and each refusal has a code and a message")
  func mutations() throws {
    let seeds = try ["ga", "beta"].flatMap { generation in
      try ReferenceExamples().all(generation, "client").map {
        Array(try JSONSerialization.data(withJSONObject: $0.event, options: .sortedKeys))
      }
    }
    var random = SeededRandom(seed: 0x0A11_CE)
    let dialects = [OpenAIRealtime.speaking(.ga), .speaking(.beta), .speaking(.plain, .movable)]
    var refusals = 0
    for round in 0..<20_000 {
      let message = mutated(seeds[round % seeds.count], &random)
      switch dialects[round % dialects.count].reading(message) {
      case .refused(let fault):
        refusals += 1
        #expect(!fault.code.isEmpty && !fault.message.isEmpty && fault.message.utf8.count < 2_000)
      case .audioAppended(let payload, _, _):
        #expect(payload.lowerBound > 0 && payload.upperBound < message.count)
      case .sessionUpdated(let update):
        _ = SessionConfiguration(defaultsOf: .ga).applying(update.changes, under: .ga)
      case .audioCommitted, .audioCleared, .itemCreated, .itemRetrieved, .itemTruncated, .itemDeleted,
        .responseRequested, .responseCancelled:
        break
      }
    }
    // Both outcomes must occur in earnest, or the mutations are too wild or too tame.
    #expect((2_000...19_000).contains(refusals), "\(refusals) refusals")
  }

  private static let tokens = [
    "null", "true", "{}", "[]", "\"\"", "-1", "1e999", "0.5", "\"audio\"", "\\", "\u{0}", "\"\\ud800\"", ",", ":", "{",
    "}", "[[[[", "\"type\":\"transcription\",",
  ].map { Array($0.utf8) }

  private func mutated(_ seed: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = seed
    for _ in 0...Int.random(in: 0..<2, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...12, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 3: bytes.insert(contentsOf: DecodeFuzzTests.tokens.randomElement(using: &random) ?? [], at: at)
      case 4: replaceValue(&bytes, near: at, &random)
      default: bytes.removeLast(bytes.count - at)
      }
    }
    return bytes
  }

  /// Puts another value behind the next colon, so that the message mostly stays JSON.
  private func replaceValue(_ bytes: inout [UInt8], near start: Int, _ random: inout SeededRandom) {
    guard let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) else { return }
    let end = bytes[colon...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? bytes.count
    let token = DecodeFuzzTests.tokens.prefix(9).randomElement(using: &random) ?? []
    bytes.replaceSubrange((colon + 1)..<end, with: token)
  }
}
