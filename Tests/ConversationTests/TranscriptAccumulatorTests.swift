import Testing

@testable import Conversation

@Suite("Transcript accumulator")
struct TranscriptAccumulatorTests {
  private func joined(_ style: Capabilities.TranscriptStyle, _ pieces: String...) -> (text: String, shown: [String]) {
    var accumulator = TranscriptAccumulator(style: style)
    var shown: [String] = []
    for piece in pieces {
      accumulator.pieceReceived(piece)
      if let fresh = accumulator.takeUnshown() { shown.append(fresh) }
    }
    return (accumulator.text, shown)
  }

  @Test("Deltas are joined, without the first one's leading blank")
  func deltas() {
    let result = joined(.delta, " What", " is", " it?")
    #expect(result.text == "What is it?")
    #expect(result.shown == ["What", " is", " it?"])
  }

  @Test("Cumulative pieces show only what is new")
  func cumulative() {
    let result = joined(.cumulative, "What", "What is", "What is it?")
    #expect(result.text == "What is it?")
    #expect(result.shown == ["What", " is", " it?"])
  }

  @Test("A style that is not known is found out piece by piece")
  func automatic() {
    #expect(joined(.auto, " What", " What is", " What is it?").text == "What is it?")
    #expect(joined(.auto, " What", " is", " it?").text == "What is it?")
    #expect(joined(.auto, "no", "no no").text == "no no")
  }

  @Test("A correction keeps what was shown, so that the deltas add up to the whole")
  func correction() {
    let result = joined(.cumulative, "I scream", "Ice cream please")
    #expect(result.shown.joined() == result.text)
  }

  @Test("Text outside ASCII is cut between characters")
  func wholeCharacters() {
    let result = joined(.cumulative, "Grüß", "Grüß dich 👋")
    #expect(result.shown.joined() == "Grüß dich 👋")
  }
}
