/// Text that came from a server, a file or a program, made fit for an error message: one line, not long, and
/// without anything that could be a token, even when the peer sends our own request back to us.
enum PeerText {
  static let longest = 300

  /// - Parameter secrets: what our request carried; each occurrence becomes `***`.
  static func clean(_ text: String, hiding secrets: [Secret] = []) -> String {
    var text = String(text.prefix(16_384))
    for secret in secrets where !secret.isEmpty {
      text = text.split(separator: secret.exposed, omittingEmptySubsequences: false).joined(separator: "***")
    }
    let line = String(text.map { $0.isNewline || $0.isWhitespace ? " " : $0 })
      .unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    text = hideTokens(in: String(String.UnicodeScalarView(line)))
    return text.count <= longest ? text : text.prefix(longest) + "…"
  }

  /// Runs of 40 and more characters of the base64 alphabets, and whatever begins as Google's tokens and JWTs do.
  private static func hideTokens(in text: String) -> String {
    var result = ""
    var run = ""
    func closed() -> String {
      let secret = run.utf8.count >= 40 || ["eyJ", "ya29.", "1//", "GOCSPX-"].contains { run.hasPrefix($0) }
      defer { run = "" }
      return secret ? "***" : run
    }
    for character in text {
      let isOfToken = character.isASCII && (character.isLetter || character.isNumber || "-_+=.~".contains(character))
      if isOfToken || (run == "1" || run == "1/") && character == "/" {
        run.append(character)
      } else {
        result += closed() + String(character)
      }
    }
    return result + closed()
  }
}
