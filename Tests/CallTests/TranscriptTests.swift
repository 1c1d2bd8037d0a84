import Conversation
import Foundation
import Testing

@Suite("Golden transcripts")
struct TranscriptTests {
  @Test("What leaves is what the story says", arguments: Story.allNames)
  func storyHolds(name: String) throws {
    let story = try Story(named: name)
    var player = try StoryPlayer(story)
    player.play(story)
    try EmittedMessages.write(player.emitted, contract: story.header["contract"] as? String ?? "ga", story: name)
    if ProcessInfo.processInfo.environment["PARLEY_RECORD"] != nil {
      return try Self.record(story, player.written)
    }
    let expected = story.lines.map(Self.object)
    for (index, (told, happened)) in zip(expected, player.written).enumerated() {
      try #require(Self.text(told) == Self.text(happened), "\(name), line \(index + 2)")
    }
    #expect(expected.count == player.written.count, "\(name) ends early or goes on")
    #expect(expected.contains { $0["to"] != nil }, "\(name) expects nothing")
  }

  @Test("There are stories")
  func storiesExist() {
    #expect(Story.allNames.count >= 20)
  }

  private static func object(_ line: Story.Line) -> [String: Any] {
    switch line {
    case .input(_, _, let content): content
    case .output(let content): content
    }
  }

  private static func text(_ object: [String: Any]) -> String { StoryWriter.line(object) }

  /// `PARLEY_RECORD=1 swift test --filter CallTests` writes down what happens; read the difference before you commit.
  private static func record(_ story: Story, _ written: [[String: Any]]) throws {
    let lines = [story.header] + written
    let text = lines.map(StoryWriter.line).joined(separator: "\n") + "\n"
    try text.write(to: Story.folder.appending(path: story.name), atomically: true, encoding: .utf8)
  }
}
