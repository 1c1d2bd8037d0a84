/// A source on the web that an answer rests on.
package struct Citation: Equatable, Sendable {
  package var url: String
  package var title: String
  /// The words of the answer that rest on it. Nil: all of them.
  package var quote: String?

  package init(url: String, title: String, quote: String? = nil) {
    self.url = url
    self.title = title
    self.quote = quote
  }
}
