import ByteJSON
import Conversation
import SeededRandom
import Testing

@testable import Dialects

@Suite("Gemini Live: a hostile server")
struct GeminiMutationTests {
  private static let seeds: [[UInt8]] =
    GeminiDecodeTests.examples.map { Array($0.message.utf8) } + [
      Array(
        #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAECAw=="}}]}}}"#
          .utf8)
    ]
  private static let spice: [[UInt8]] = [
    "null", "true", "-1", "1e999", "9223372036854775808", "\"\"", "{}", "[]", "\\u0000", "\\uD800", "\u{FEFF}", "\"s\"",
    ",", ":", "}", "[[[[[[[[", "\"error\":", "\"code\":1,",
  ].map { Array($0.utf8) }

  private static func mutate(_ message: inout [UInt8], _ random: inout SeededRandom) {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let offset = Int.random(in: 0...message.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where offset < message.count: message[offset] = UInt8.random(in: 0...255, using: &random)
      case 1 where offset < message.count: message.remove(at: offset)
      case 2: message.insert(contentsOf: spice.randomElement(using: &random) ?? [], at: offset)
      case 3: message.removeLast(min(message.count, Int.random(in: 0...20, using: &random)))
      default:
        let other = seeds.randomElement(using: &random) ?? []
        let cut = Int.random(in: 0...other.count, using: &random)
        message = Array(message[..<offset] + other[cut...])
      }
    }
  }

  @Test("20,000 broken messages are read without harm, and every range lies inside its message")
  func mutations() throws {
    var random = SeededRandom(seed: 20_261_122)
    var dialect = try GeminiLive.vertex()
    var readable = 0
    for _ in 0..<20_000 {
      var message = Self.seeds.randomElement(using: &random) ?? []
      Self.mutate(&message, &random)
      switch dialect.decode(message.span.bytes) {
      case .audio(let payload, _, let rate):
        readable += 1
        #expect(payload.upperBound < message.count && !payload.isEmpty && rate == 24_000)
        // The general reader says the same of it.
        let members = try #require(try JSONNode.parse(message).members)
        #expect(GeminiMessage(members).events.contains { Self.range(of: $0) == payload })
      case .events(let events):
        readable += 1
        for case let range? in events.map(Self.range) { #expect(range.upperBound < message.count) }
      case .unreadable(let reason): #expect(!reason.isEmpty)
      }
    }
    #expect(readable > 1000)
  }

  private static func range(of event: UpstreamEvent) -> Range<Int>? {
    guard case .audio(let payload, _, _) = event else { return nil }
    return payload
  }

  @Test("Any close reason is explained in a bounded, single line")
  func closes() throws {
    var random = SeededRandom(seed: 4)
    let dialect = try GeminiLive.vertex()
    for _ in 0..<2000 {
      let reason = String(
        decoding: (0..<Int.random(in: 0...123, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) },
        as: UTF8.self)
      let message = dialect.explain(close: Int.random(in: 1000...1015, using: &random), reason: reason).fault.message
      #expect(!message.isEmpty && message.count < 600 && !message.contains(where: \.isNewline))
    }
  }
}
