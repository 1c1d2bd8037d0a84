import Testing

@testable import Conversation

@Suite("Record")
struct RecordTests {
  private func message(_ id: String, _ text: String = "Hi") -> Item {
    Item(id: id, status: .completed, kind: .message(role: .user, content: [.inputText(text)]))
  }

  private func spoken(_ id: String, _ text: String) -> Item {
    Item(id: id, status: .completed, kind: .message(role: .assistant, content: [.outputAudio(transcript: text)]))
  }

  @Test("Each item names the one before it, the first none")
  func previousIDs() {
    var record = Record(maximum: 10)
    #expect(record.append(message("a"), isUpstream: false) == nil)
    #expect(record.append(message("b"), isUpstream: false) == "a")
    #expect(record.previous(of: "b") == "a")
    #expect(record.previous(of: "a") == nil)
  }

  @Test("A full record drops its oldest, and the next item still names the last announced")
  func bounded() {
    var record = Record(maximum: 2)
    for id in ["a", "b", "c", "d"] { _ = record.append(message(id), isUpstream: true) }
    #expect(record.entries.map(\.item.id) == ["c", "d"])
    #expect(record.dropped == 2)
    #expect(record.append(message("e"), isUpstream: true) == "d")
  }

  @Test("An item put first leaves the last one last")
  func insertedFirst() {
    var record = Record(maximum: 10)
    _ = record.append(message("a"), isUpstream: false)
    record.insertFirst(message("z"))
    #expect(record.entries.map(\.item.id) == ["z", "a"])
    #expect(record.lastID == "a")
  }

  @Test("Truncating cuts the transcript in proportion, at a word")
  func truncated() {
    var record = Record(maximum: 10)
    _ = record.append(spoken("m", ""), isUpstream: true)
    record.update(spoken("m", "one two three four five"), audioMs: 1_000)
    record.truncate("m", toMs: 500)
    #expect(record.entry("m")?.item.content == [.outputAudio(transcript: "one two")])
    #expect(record.entry("m")?.audioMs == 500)
  }

  @Test("Truncating beyond the end changes nothing")
  func truncatedBeyond() {
    var record = Record(maximum: 10)
    _ = record.append(spoken("m", ""), isUpstream: true)
    record.update(spoken("m", "one two"), audioMs: 1_000)
    record.truncate("m", toMs: 1_000)
    #expect(record.entry("m")?.item.content == [.outputAudio(transcript: "one two")])
  }
}
