import Testing

@testable import Conversation

@Suite("Transcript marks")
struct TranscriptMarksTests {
  @Test("What had come at a moment is the text up to the last mark before it")
  func beforeAMoment() {
    var marks = TranscriptMarks()
    marks.textGrew(to: 4, audioMs: 1_000)
    marks.textGrew(to: 9, audioMs: 2_000)
    let text = "What is the time?"
    #expect(marks.text(of: text, beforeMs: 999) == "")
    #expect(marks.text(of: text, beforeMs: 1_000) == "What")
    #expect(marks.text(of: text, beforeMs: 1_999) == "What")
    #expect(marks.text(of: text, beforeMs: 60_000) == "What is t")
  }

  @Test("Of pieces that come close together only the last one counts")
  func closeTogether() {
    var marks = TranscriptMarks()
    marks.textGrew(to: 1, audioMs: 1_000)
    marks.textGrew(to: 3, audioMs: 1_400)
    #expect(marks.text(of: "abcd", beforeMs: 1_200) == "")
    #expect(marks.text(of: "abcd", beforeMs: 1_400) == "abc")
  }

  @Test("A text that became shorter gives what there is of it")
  func shorter() {
    var marks = TranscriptMarks()
    marks.textGrew(to: 40, audioMs: 1_000)
    #expect(marks.text(of: "Yes", beforeMs: 2_000) == "Yes")
  }

  @Test("After hours of pieces the newest are still told apart")
  func bounded() {
    var marks = TranscriptMarks()
    for number in 1...5_000 { marks.textGrew(to: number, audioMs: number * 1_000) }
    let text = String(repeating: "x", count: 5_000)
    #expect(marks.text(of: text, beforeMs: 4_900_000).count == 4_900)
    #expect(marks.text(of: text, beforeMs: 1_000) == "")
  }
}
