import Testing

@testable import GoogleAuth

@Suite struct CommandWordsTests {
  @Test(
    "A line is cut as a shell cuts it",
    arguments: [
      ("/bin/get token", ["/bin/get", "token"]), ("  a   b  ", ["a", "b"]), ("'a b' \"c d\"", ["a b", "c d"]),
      ("a\\ b", ["a b"]), ("\"a\\\"b\\n\"", ["a\"b\\n"]), ("'it'\\''s'", ["it's"]), ("''", [""]),
      ("a'b'\"c\"", ["abc"]), ("$HOME `id` $(id) ; x | y", ["$HOME", "`id`", "$(id)", ";", "x", "|", "y"]), ("", []),
    ])
  func split(_ line: String, words: [String]) { #expect(CommandWords.split(line) == words) }

  @Test("An open quote or a last backslash is an error", arguments: ["'a", "\"a", "a\\", "\"a\\"])
  func open(_ line: String) { #expect(CommandWords.split(line) == nil) }
}
