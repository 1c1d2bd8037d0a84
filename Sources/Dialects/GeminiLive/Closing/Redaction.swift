/// Makes a server's words fit to be shown: no project, account, token or internal number; one line, not too long.
enum Redaction {
  static let limit = 200

  /// `secret` is a word that must not appear, such as the project's id.
  static func shown(_ text: String, hiding secret: String?) -> String {
    var result = ""
    var previous = ""
    var word = ""
    func closeWord() {
      guard !word.isEmpty else { return }
      result += isShown(word, after: previous, secret: secret) ? word : "…"
      previous = word.lowercased()
      word = ""
    }
    for character in text.prefix(limit) {
      if separators.contains(character) || character.isNewline || character.isWhitespace {
        closeWord()
        result.append(character.isNewline ? " " : character)
      } else if !character.isASCII || (character.asciiValue ?? 0) >= 0x20 {
        word.append(character)
      }
    }
    closeWord()
    return result
  }

  private static let separators: Set<Character> = [
    " ", "/", "'", "\"", "`", ",", ";", ":", "=", "(", ")", "[", "]", "{", "}", "<", ">", "?", "&",
  ]
  private static let secretStarts = ["ya29.", "AIza", "AQ.", "eyJ", "GOCSPX"]
  /// After these a name or secret follows, whatever it looks like.
  private static let introductions: Set<String> = [
    "projects", "folders", "organizations", "bearer", "access_token", "key", "api_key", "handle", "project_id",
    "project_number",
  ]

  private static func isShown(_ word: String, after previous: String, secret: String?) -> Bool {
    if let secret, word.lowercased() == secret.lowercased() { return false }
    if introductions.contains(previous) || word.contains("@") { return false }
    if secretStarts.contains(where: word.hasPrefix) { return false }
    let digits = word.utf8.count(where: \.isDigit)
    if previous == "project" && (digits > 0 || word.contains("-")) { return false }
    if word.hasPrefix("gemini") { return true }
    return digits < 6 || digits * 2 < word.utf8.count && word.utf8.count < 32
  }
}
