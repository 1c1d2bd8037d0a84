/// One line of the protocol map: what becomes of an event, a field or a message, and which golden transcripts show it.
package struct MapRow: Equatable, Sendable {
  package enum Verdict: String, CaseIterable, Sendable {
    /// It has its full effect.
    case mapped
    /// It has an effect that is not quite OpenAI's; the session shows what is in force.
    case approximated
    /// Checked and accepted, then nothing.
    case noEffect = "no effect"
    /// One `error` event; nothing changes.
    case refused
    /// Nothing could cause it, or nobody needs it.
    case notSent = "not sent"
  }

  /// How clients of the 2024 preview call it.
  package enum BetaNames: Equatable, Sendable {
    case same
    case none
    case named([String])
  }

  package enum Subject: Equatable, Sendable {
    /// In OpenAI's newer spelling or in Google's, whole: `audio.input.format`. The case says when the row holds.
    case names([String], case: String?)
    /// Another case of the names in the row above: "while an answer runs".
    case again(case: String)
    /// Something that only the 2024 preview has; its name is in `beta`.
    case betaOnly
    /// What no name stands for: "anything else".
    case other(String)
  }

  package var subject: Subject
  package var beta: BetaNames
  package var verdict: Verdict
  /// For which models the row holds.
  package var condition: ModelCondition
  /// Markdown without a line break; may be empty.
  package var note: String
  /// Names of golden transcripts: `ga/text-turn`.
  package var stories: [String]

  /// Empty for a row without a name of its own.
  package var names: [String] {
    switch subject {
    case .names(let names, _): names
    case .again, .betaOnly, .other: []
    }
  }

  /// Every name by which a client of the older protocol may say it.
  package var betaNames: [String] {
    switch beta {
    case .same: names
    case .none: []
    case .named(let own): own
    }
  }
}

extension MapRow {
  static func row(
    _ names: FieldNames, beta: BetaNames = .same, case circumstance: String? = nil, _ verdict: Verdict,
    on condition: ModelCondition = .everyModel, _ note: String = "", _ stories: String...
  ) -> MapRow {
    MapRow(
      subject: .names(names.all, case: circumstance), beta: beta, verdict: verdict, condition: condition, note: note,
      stories: stories)
  }

  static func also(
    _ circumstance: String, _ verdict: Verdict, on condition: ModelCondition = .everyModel, _ note: String = "",
    _ stories: String...
  ) -> MapRow {
    MapRow(
      subject: .again(case: circumstance), beta: .none, verdict: verdict, condition: condition, note: note,
      stories: stories)
  }

  static func betaOnly(_ names: FieldNames, _ verdict: Verdict, _ note: String = "", _ stories: String...) -> MapRow {
    MapRow(
      subject: .betaOnly, beta: .named(names.all), verdict: verdict, condition: .everyModel, note: note,
      stories: stories)
  }

  static func other(_ what: String, _ verdict: Verdict, _ note: String = "", _ stories: String...) -> MapRow {
    MapRow(
      subject: .other(what), beta: .none, verdict: verdict, condition: .everyModel, note: note, stories: stories)
  }
}

extension MapRow.BetaNames: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  package init(stringLiteral name: String) { self = .named([name]) }
  package init(arrayLiteral names: String...) { self = .named(names) }
}
