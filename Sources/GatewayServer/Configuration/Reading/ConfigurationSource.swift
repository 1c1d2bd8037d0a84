/// The text of a configuration file, for the line under an error message.
struct ConfigurationSource {
  let file: String
  private let lines: [Substring]

  init(_ text: String, file: String) {
    self.file = file
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func problem(
    _ severity: ConfigurationProblem.Severity, at position: ConfigurationProblem.Position?, _ message: String
  ) -> ConfigurationProblem {
    ConfigurationProblem(
      severity: severity, file: file, position: position, message: message,
      excerpt: position.flatMap { excerpt(line: $0.line) })
  }

  /// Nil: past the end, or blank.
  private func excerpt(line: Int) -> String? {
    guard lines.indices.contains(line - 1) else { return nil }
    let text = lines[line - 1].filter { $0 != "\r" }
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    return Self.masked(String(text))
  }

  /// Words that say that a secret stands on this line.
  private static let tellTales = [
    "key", "secret", "token", "pass", "credential", "private", "begin", "sk-", "redis_url", "database_url",
  ]

  /// The line with everything after its first colon replaced if it may hold a secret. A reference to the environment
  /// is none. Lines inside a long credential have no key of their own: there, anything long and unbroken is masked.
  private static func masked(_ line: String) -> String {
    if line.contains("os.environ/") { return line }
    let lowered = line.lowercased()
    let isSuspect = tellTales.contains { lowered.contains($0) }
    guard let colon = line.firstIndex(of: ":") else {
      let isLong = line.split(whereSeparator: \.isWhitespace).contains { $0.count >= 40 }
      return isSuspect || isLong ? line.prefix(while: \.isWhitespace) + "***" : line
    }
    guard isSuspect else { return line }
    let hasValue = line[line.index(after: colon)...].contains { !$0.isWhitespace }
    return hasValue ? line[...colon] + " ***" : line
  }
}
