/// One thing that is wrong with a configuration file, or worth knowing about it.
package struct ConfigurationProblem: Equatable, Sendable {
  package enum Severity: String, Equatable, Sendable { case error, warning }

  package var severity: Severity
  /// As the owner named it.
  package var file: String
  /// From 1. Nil: the file as a whole.
  package var position: Position?
  /// What is wrong and what to do, without secrets; begins with the key path where there is one.
  package var message: String
  /// The source line, secrets masked.
  package var excerpt: String?

  package struct Position: Equatable, Sendable, Comparable {
    /// From 1.
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    package static func < (left: Position, right: Position) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// As compilers print it, so that editors can jump to it:
  ///
  ///     config.yaml:6:7: error: model_list[0].litellm_params.vertex_projct: no such setting; …
  ///           vertex_projct: my-project
  ///           ^
  package var rendered: String {
    var place = file
    if let position { place += ":\(position.line):\(position.column)" }
    var text = "\(place): \(severity.rawValue): \(message)"
    if let position, let excerpt {
      let indent = excerpt.unicodeScalars.prefix(position.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
      text += "\n  \(excerpt)\n  \(indent)^"
    }
    return text
  }
}
