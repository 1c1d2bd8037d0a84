import Foundation

/// Writes a failing call as a story: the smallest one, and what leaves the gateway in it. Copy the file to
/// `Tests/Transcripts`, give it a sentence, and it fails there until the fault is mended.
enum FailingStory {
  static var folder: URL { EmittedMessages.output.appending(path: "random-calls") }

  static func write(_ plan: CallPlan, _ failure: Broken, name: String, rule: PlannedCall.Rule? = nil) throws -> URL {
    var call = try PlannedCall(plan, isRecorded: true, rule: rule)
    // It fails; what counts is what it wrote down until then.
    try? call.play()
    var lines = call.story
    lines[0]["story"] = "Broken: \(failure)"
    let file = folder.appending(path: name + ".jsonl")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.text(lines).write(to: file, atomically: true, encoding: .utf8)
    let story = try Story(at: file)
    var player = try StoryPlayer(story)
    player.play(story)
    try Self.text([story.header] + player.written).write(to: file, atomically: true, encoding: .utf8)
    return file
  }

  private static func text(_ lines: [[String: Any]]) -> String {
    lines.map { StoryWriter.line($0) + "\n" }.joined()
  }
}
