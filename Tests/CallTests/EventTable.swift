import Conversation
import Foundation

@testable import Dialects

/// Which story shows which event, for every event of `openai-realtime.schema.json` in both dialects. Where none does,
/// the protocol map says why.
struct EventTable {
  enum Side: String { case client, server }
  enum Dialect: String, CaseIterable { case ga, beta }

  struct Key: Hashable {
    var type: String
    var side: Side
    var dialect: Dialect
  }

  private(set) var stories: [Key: [String]] = [:]

  /// Plays every story and looks who says what.
  init() throws {
    for name in Story.allNames {
      let story = try Story(named: name)
      var player = try StoryPlayer(story)
      player.play(story)
      let contract = story.header["contract"] as? String ?? "ga"
      var dialect = contract == "ga" ? Dialect.ga : .beta
      for line in player.written {
        guard let message = line["message"] as? [String: Any], let type = message["type"] as? String else { continue }
        switch (line["from"] as? String, line["to"] as? String) {
        case ("client", _): note(type, .client, dialect, name)
        case (_, "client"):
          // A bare client can move to another dialect with its first update.
          if type == "session.updated", let session = message["session"] as? [String: Any] {
            dialect = session["output_modalities"] == nil ? .beta : .ga
          }
          note(type, .server, dialect, name)
        default: break
        }
      }
    }
  }

  private mutating func note(_ type: String, _ side: Side, _ dialect: Dialect, _ story: String) {
    let name = String(story.dropLast(".jsonl".count))
    let key = Key(type: type, side: side, dialect: dialect)
    if stories[key]?.last != name { stories[key, default: []].append(name) }
  }

  /// Events that a story must show, and none does.
  func missing(_ schema: SchemaSampler) -> [Key] {
    Self.keys(schema).filter { stories[$0] == nil && Self.reason($0) == nil }
  }

  /// Events that the protocol map says are never sent, and a story shows.
  func unexpected(_ schema: SchemaSampler) -> [Key] {
    Self.keys(schema).filter { stories[$0] != nil && Self.reason($0) != nil }
  }

  static func keys(_ schema: SchemaSampler) -> [Key] {
    [Side.server, .client].flatMap { side in
      Dialect.allCases.flatMap { dialect in
        schema.index(dialect.rawValue, side.rawValue).map { Key(type: $0.type, side: side, dialect: dialect) }
      }
    }
  }

  /// Why there is nothing to show; nil: there is something.
  static func reason(_ key: Key) -> String? {
    let table = key.side == .client ? ProtocolMap.clientEvents : ProtocolMap.serverEvents
    let named = table.rows.filter { row in
      switch key.dialect {
      case .ga: row.names.contains(key.type)
      case .beta: row.betaNames.contains(key.type)
      }
    }
    guard let row = named.first else { return "clients of this dialect do not expect it" }
    guard key.side == .server, row.verdict == .notSent else { return nil }
    return row.note.isEmpty ? "not sent" : row.note
  }

  // MARK: The page

  func page(_ schema: SchemaSampler) -> String {
    var lines = [
      "# Events and the stories that show them", "",
      "Every event of `openai-realtime.schema.json`, and golden transcripts in which it occurs. Written by the suite:",
      "`PARLEY_RECORD=1 swift test --filter CallTests.TranscriptTests`. It fails while an event that Gemini can cause has",
      "no story in one of the dialects. Stories of the `plain` contract speak the preview's dialect, beta.",
    ]
    for side in [Side.server, .client] {
      lines += ["", "## \(side.rawValue.capitalized) events", "", "| event | GA | beta |", "|---|---|---|"]
      let types = Set(Self.keys(schema).filter { $0.side == side }.map(\.type)).sorted()
      for type in types {
        let cells = Dialect.allCases.map { cell(Key(type: type, side: side, dialect: $0), schema) }
        lines.append("| `\(type)` | \(cells.joined(separator: " | ")) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func cell(_ key: Key, _ schema: SchemaSampler) -> String {
    guard schema.index(key.dialect.rawValue, key.side.rawValue).contains(where: { $0.type == key.type }) else {
      return "–"
    }
    guard let stories = stories[key] else { return Self.reason(key).map { "none: \($0)" } ?? "**missing**" }
    let shown = stories.prefix(3).map { "[\($0)](\($0).jsonl)" }.joined(separator: ", ")
    return stories.count > 3 ? "\(shown) and more" : shown
  }
}
