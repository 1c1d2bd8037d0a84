/// Tokens of one kind of content.
package struct TokenCount: Equatable, Sendable {
  package var text = 0
  package var audio = 0
  package var image = 0

  package init(text: Int = 0, audio: Int = 0, image: Int = 0) {
    self.text = text
    self.audio = audio
    self.image = image
  }

  package var total: Int { text + audio + image }

  package static func + (left: TokenCount, right: TokenCount) -> TokenCount {
    TokenCount(text: left.text + right.text, audio: left.audio + right.audio, image: left.image + right.image)
  }

  /// About four bytes of text make a token.
  static func ofText(bytes: Int) -> TokenCount { TokenCount(text: (bytes + 3) / 4) }

  static func ofText(_ text: String) -> TokenCount { ofText(bytes: text.utf8.count) }

  /// 25 tokens a second.
  static func ofAudio(milliseconds: Int64) -> TokenCount { TokenCount(audio: Int((milliseconds + 39) / 40)) }

  /// 258 tokens a picture.
  static func ofImages(_ count: Int) -> TokenCount { TokenCount(image: 258 * count) }
}

/// What one turn cost: the whole context once more, and the answer.
package struct Usage: Equatable, Sendable {
  package var prompt: TokenCount
  package var answer: TokenCount

  package init(prompt: TokenCount, answer: TokenCount) {
    self.prompt = prompt
    self.answer = answer
  }
}
