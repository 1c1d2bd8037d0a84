import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: sources of an answer")
struct GroundingTests {
  private func citations(_ metadata: String) throws -> [Citation] {
    var dialect = try GeminiLive.vertex()
    let events = dialect.events(#"{"serverContent":{"groundingMetadata":\#(metadata)}}"#)
    return try #require(events).flatMap { event in
      guard case .cited(let citations) = event else { return [Citation]() }
      return citations
    }
  }

  @Test("Words are cited for each source they rest on; a source of no words in particular comes last")
  func supported() throws {
    let found = try citations(
      #"""
      {"groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}},{"web":{"uri":"https://b.example"}},
      {"retrievedContext":{"uri":"gs://papers/c.pdf","title":"C"}}],
      "groundingSupports":[{"segment":{"text":"one"},"groundingChunkIndices":[0,1]},
      {"segment":{"text":"two"},"groundingChunkIndices":[0]}]}
      """#)
    #expect(
      found == [
        Citation(url: "https://a.example", title: "A", quote: "one"),
        Citation(url: "https://b.example", title: "https://b.example", quote: "one"),
        Citation(url: "https://a.example", title: "A", quote: "two"),
        Citation(url: "gs://papers/c.pdf", title: "C"),
      ])
  }

  @Test(
    "Nothing that can be cited is no citation",
    arguments: [
      "{}", #"{"webSearchQueries":["x"]}"#, #"{"groundingChunks":[{"web":{}},{}]}"#,
      #"{"groundingChunks":[{"web":{"uri":"\#(String(repeating: "u", count: 5_000))"}}]}"#,
      #"{"groundingSupports":[{"groundingChunkIndices":[0,-1,99999999999,"1"]}]}"#, #"{"groundingChunks":7}"#,
    ])
  func nothing(_ metadata: String) throws {
    #expect(try citations(metadata).isEmpty)
  }

  @Test("A flood of sources is cut")
  func bounded() throws {
    let chunks = (0..<500).map { #"{"web":{"uri":"https://\#($0).example"}}"# }.joined(separator: ",")
    let indices = (0..<500).map(String.init).joined(separator: ",")
    let support = #"{"segment":{"text":"x"},"groundingChunkIndices":[\#(indices)]}"#
    let supports = Array(repeating: support, count: 500).joined(separator: ",")
    #expect(try citations(#"{"groundingChunks":[\#(chunks)],"groundingSupports":[\#(supports)]}"#).count == 64)
  }
}
