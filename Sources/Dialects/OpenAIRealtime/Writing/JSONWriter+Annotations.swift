import ByteJSON
import Conversation

extension JSONWriter {
  /// `"annotations":[{"type":"url_citation",…}]`, as OpenAI's Responses write it; nothing if there are none. The Realtime
  /// protocol has no such field and allows any. `start_index` and `end_index` count the characters (Unicode scalars) of
  /// the part's text or transcript.
  mutating func annotations(_ citations: [Citation], of text: String) {
    guard !citations.isEmpty else { return }
    array("annotations") { list in
      for citation in citations {
        let place = Self.place(of: citation.quote, in: text)
        list.object {
          $0.member("type", "url_citation")
          $0.member("url", citation.url)
          $0.member("title", citation.title)
          $0.member("start_index", place.lowerBound)
          $0.member("end_index", place.upperBound)
        }
      }
    }
  }

  /// Google's own offsets count bytes of a text that need not be this one, so the words are looked for. Not found: all.
  private static func place(of quote: String?, in text: String) -> Range<Int> {
    let scalars = text.unicodeScalars
    guard let quote, let found = text.firstRange(of: quote) else { return 0..<scalars.count }
    let start = scalars.distance(from: scalars.startIndex, to: found.lowerBound)
    return start..<start + scalars.distance(from: found.lowerBound, to: found.upperBound)
  }
}
