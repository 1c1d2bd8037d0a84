extension ProtocolMap {
  /// The page of the documentation: `template` with each line `<!-- table: name -->` replaced by that table, and
  /// `<!-- models -->` by that of the models. A name that no table has stays as it is.
  package static func page(template: String) -> String {
    template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line == modelsMark { return modelsMarkdown }
      return tables.first { line == "<!-- table: \($0.name) -->" }?.markdown ?? String(line)
    }.joined(separator: "\n")
  }
}

extension MapTable {
  var markdown: String {
    let heads = hasBeta ? ["GA \(subject)", "beta \(subject)", "", explanation] : [subject, "", explanation]
    let rule = "|" + String(repeating: "---|", count: heads.count)
    let lines = rows.map { row in
      let cells =
        hasBeta
        ? [row.firstCell, row.betaCell, row.verdict.rawValue, row.lastCell]
        : [row.firstCell, row.verdict.rawValue, row.lastCell]
      return Self.line(cells)
    }
    return ([Self.line(heads), rule] + lines).joined(separator: "\n")
  }

  private static func line(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
  }
}

extension MapRow {
  fileprivate var firstCell: String {
    switch subject {
    case .names(let names, nil): Self.quoted(names)
    case .names(let names, let circumstance?): "\(Self.quoted(names)), \(circumstance)"
    case .again(let circumstance): "– \(circumstance)"
    case .betaOnly: "–"
    case .other(let what): what
    }
  }

  fileprivate var betaCell: String {
    switch (beta, subject) {
    case (.same, _): "the same"
    case (.none, .names): "–"
    case (.none, .again), (.none, .betaOnly), (.none, .other): ""
    case (.named(let own), _): Self.quoted(own)
    }
  }

  fileprivate var lastCell: String {
    let shown = stories.map { "*\($0)*" }.joined(separator: ", ")
    if note.isEmpty || shown.isEmpty { return note + shown }
    return note + (note.hasSuffix(".") ? " " : ". ") + shown
  }

  /// What shares all but its last word with the name before it is shortened: `a.b.delta`, `.done`.
  private static func quoted(_ names: [String]) -> String {
    var parent: Substring?
    return names.map { name in
      let own = name.lastIndex(of: ".").map { name[..<$0] }
      defer { parent = own }
      guard let own, own == parent else { return "`\(name)`" }
      return "`\(name[own.endIndex...])`"
    }.joined(separator: ", ")
  }
}
