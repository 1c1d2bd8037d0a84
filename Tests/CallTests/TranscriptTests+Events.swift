import Foundation
import Testing

extension TranscriptTests {
  private static let page = Story.folder.appending(path: "EVENTS.md")

  /// `PARLEY_RECORD=1` renews the page.
  @Test("Every event that Gemini can cause has a story in both dialects, and EVENTS.md names it")
  func eventsHaveStories() throws {
    let schema = try #require(SchemaSampler(file: "openai-realtime.schema.json"))
    let table = try EventTable()
    let page = table.page(schema)
    if ProcessInfo.processInfo.environment["PARLEY_RECORD"] != nil {
      try page.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(table.missing(schema) == [], "write a story, or say in the protocol map why it cannot be")
    #expect(table.unexpected(schema) == [], "the protocol map says that these are not sent")
    let written = try? String(contentsOf: Self.page, encoding: .utf8)
    #expect(
      written == page,
      "Tests/Transcripts/EVENTS.md is stale. Renew it: PARLEY_RECORD=1 swift test --filter CallTests.TranscriptTests")
  }
}
