/// Tokens of one turn, as billed upstream.
package struct Usage: Equatable, Sendable {
  /// Tokens by what they stand for.
  package struct Tokens: Equatable, Sendable {
    package var text = 0
    package var audio = 0
    package var image = 0

    package init(text: Int = 0, audio: Int = 0, image: Int = 0) {
      self.text = text
      self.audio = audio
      self.image = image
    }

    package var total: Int { text + audio + image }

    package static func += (left: inout Tokens, right: Tokens) {
      left.text += right.text
      left.audio += right.audio
      left.image += right.image
    }
  }

  /// Everything the model read, cached tokens included.
  package var input: Tokens
  /// The part of `input` that came from a cache.
  package var cached: Tokens
  /// Everything the model made, thoughts counted as text.
  package var output: Tokens

  package init(input: Tokens = Tokens(), cached: Tokens = Tokens(), output: Tokens = Tokens()) {
    self.input = input
    self.cached = cached
    self.output = output
  }

  package var total: Int { input.total + output.total }

  package static func += (left: inout Usage, right: Usage) {
    left.input += right.input
    left.cached += right.cached
    left.output += right.output
  }
}
