import Yams

extension YamlError {
  /// Where the text stops being YAML, and what to do about it.
  func explained(in text: String) -> (position: ConfigurationProblem.Position?, message: String) {
    switch self {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem.contains("end of stream"), let start = context?.mark {
        let position = ConfigurationProblem.Position(line: start.line, column: start.column)
        return (position, "not YAML: what begins here has no end; close the quote or bracket")
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let indent = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1].prefix(while: \.isWhitespace) : ""
      let advice =
        indent.contains("\t")
        ? "this line is indented with a tab; YAML takes spaces only"
        : "look at this line and the one above for a missing colon, quote or indentation"
      return (ConfigurationProblem.Position(line: mark.line, column: mark.column), "not YAML: \(problem); \(advice)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().joined(separator: ", ")
      let position = ConfigurationProblem.Position(line: context.mark.line, column: context.mark.column)
      return (position, "\(names): written twice in one section; keep one of them")
    case .reader(let problem, _, _, _):
      return (nil, "not YAML: \(problem); save the file as UTF-8 text")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return (nil, "not YAML: the file cannot be read as text; save it as UTF-8")
    }
  }
}
