import Foundation
import Testing

@testable import ByteJSON

@Suite("JSON nodes against Foundation")
struct JSONNodePropertyTests {
  @Test("5,000 random documents are read alike")
  func validDocuments() throws {
    var random = RandomJSON(seed: 21)
    for _ in 0..<5000 {
      let text = random.document()
      let expected = try #require(JSONValue(foundation: text))
      #expect(JSONValue(try JSONNode.parse(text)) == expected, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test("10,000 broken documents are accepted or refused alike")
  func brokenDocuments() {
    var random = RandomJSON(seed: 22)
    var refused = 0
    for _ in 0..<10_000 {
      let text = random.broken(random.document(), keepingASCII: true)
      let shown = String(decoding: text, as: UTF8.self)
      let ours = try? JSONNode.parse(text)
      if ours == nil { refused += 1 }
      guard let foundations = JSONValue(foundation: text) else {
        // We read a lone surrogate as U+FFFD and keep a number of any size as text; Foundation refuses both.
        let forgiven = shown.contains("\\u") || shown.lowercased().contains("e")
        #expect(ours == nil || forgiven, "only we accept \(shown)")
        continue
      }
      // Foundation lets an object end with a comma; RFC 8259 does not.
      let endsWithComma = shown.filter { !$0.isWhitespace }.contains(",}")
      #expect(ours.map { JSONValue($0) } == foundations || ours == nil && endsWithComma, "\(shown)")
    }
    #expect(refused > 2000)
  }

  @Test("Bytes that are no UTF-8 are refused wherever they are")
  func invalidUTF8() {
    var random = RandomJSON(seed: 23)
    for _ in 0..<5000 {
      let text = random.broken(random.document())
      let isUTF8 = String(validating: text, as: UTF8.self) != nil
      if !isUTF8 { #expect(throws: JSONError.self) { try JSONNode.parse(text) } }
    }
  }

  @Test("Scanner, raw JSON and nodes agree on what is valid and where it lies")
  func agreement() {
    var random = RandomJSON(seed: 24)
    for _ in 0..<3000 {
      let text = random.broken(random.document())
      let node = try? JSONNode.parse(text)
      #expect((try? JSONScanner.validate(text.span.bytes)) == node?.range)
      #expect(RawJSON(validating: text) == node?.raw)
    }
  }
}
