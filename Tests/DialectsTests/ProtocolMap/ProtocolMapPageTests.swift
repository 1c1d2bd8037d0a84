import Foundation
import Testing

@testable import Dialects

@Suite("The protocol map's page")
struct ProtocolMapPageTests {
  static let template = PackageFiles.root.appending(path: "docs/templates/protocol-map.md")
  static let page = PackageFiles.root.appending(path: "docs/protocol-map.md")

  /// `PARLEY_RECORD=1 swift test --filter ProtocolMapPageTests` writes the page.
  @Test("docs/protocol-map.md says what the tables and the template say")
  func pageIsFresh() throws {
    let made = ProtocolMap.page(template: try String(contentsOf: Self.template, encoding: .utf8))
    if ProcessInfo.processInfo.environment["PARLEY_RECORD"] != nil {
      return try made.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(
      written == made,
      "docs/protocol-map.md is stale. Renew it: PARLEY_RECORD=1 swift test --filter ProtocolMapPageTests")
  }

  @Test("The template asks for each table once and for no other")
  func templateIsWhole() throws {
    let template = try String(contentsOf: Self.template, encoding: .utf8)
    let asked = template.matches(of: /<!-- table: (.*) -->/).map { String($0.1) }
    #expect(asked.sorted() == ProtocolMap.tables.map(\.name).sorted())
    #expect(template.components(separatedBy: "\n\(ProtocolMap.modelsMark)\n").count == 2)
  }

  @Test("Each story that the page names is a golden transcript")
  func storiesExist() throws {
    let page = ProtocolMap.page(template: try String(contentsOf: Self.template, encoding: .utf8))
    let named = Set(page.matches(of: /\*((?:plain|beta|ga)\/[a-z0-9-]+)\*/).map { String($0.1) })
    #expect(named.count > 60)
    for story in named.sorted() {
      let file = PackageFiles.root.appending(path: "Tests/Transcripts/\(story).jsonl")
      #expect(FileManager.default.fileExists(atPath: file.path), "there is no story \(story)")
    }
  }

  @Test("A cell holds neither a line break nor a bar, so that no row can break its table")
  func cellsAreWhole() {
    for row in ProtocolMap.tables.flatMap(\.rows) {
      #expect(!row.note.contains("\n") && !row.note.contains("|"), "\(row.names): \(row.note)")
    }
  }
}
