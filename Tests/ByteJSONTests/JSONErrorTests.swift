import Testing

@testable import ByteJSON

@Suite("What is not JSON")
struct JSONErrorTests {
  @Test(
    "Each mistake has its name and its place",
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("{", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2),
      ("\"ab", .unexpectedEnd, 3), ("\"ab\\", .unexpectedEnd, 3), ("{\"a\"", .unexpectedEnd, 4),
      ("-", .unexpectedEnd, 1),
      ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), ("tru", .expectedValue, 0), ("nulL", .expectedValue, 0),
      ("[1,]", .expectedValue, 3), ("{\"a\":}", .expectedValue, 5), ("'a'", .expectedValue, 0),
      ("NaN", .expectedValue, 0),
      ("+1", .expectedValue, 0), (".5", .expectedValue, 0), ("{a:1}", .expectedKey, 1), ("{\"a\":1,}", .expectedKey, 7),
      ("{1:2}", .expectedKey, 1), ("{\"a\" 1}", .expectedColon, 5), ("[1 2]", .expectedCommaOrEnd, 3),
      ("[1}", .expectedCommaOrEnd, 2), ("{\"a\":1]", .expectedCommaOrEnd, 6), ("1 2", .trailingContent, 2),
      ("{}x", .trailingContent, 2), ("nullnull", .trailingContent, 4), ("01", .invalidNumber, 1),
      ("-01", .invalidNumber, 2), ("[1.e5]", .invalidNumber, 3), ("[1e+]", .invalidNumber, 4),
      ("[-a]", .invalidNumber, 2),
      ("\"\\x\"", .invalidEscape, 1), ("\"\\u12g4\"", .invalidEscape, 1), ("\"\\u12\"", .invalidEscape, 1),
      ("\"a\u{1}b\"", .controlCharacter, 2), ("\"a\nb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1),
      ("\u{FEFF}{}", .expectedValue, 0), ("[\u{A0}1]", .expectedValue, 1), ("\u{0}", .expectedValue, 0),
      ("{}\u{0}", .trailingContent, 2), ("/*c*/1", .expectedValue, 0),
    ] as [(String, JSONError.Problem, Int)])
  func mistakes(text: String, problem: JSONError.Problem, offset: Int) {
    #expect(throws: JSONError(problem, at: offset)) { try JSONNode.parse(text) }
    #expect(RawJSON(validating: text) == nil)
  }

  @Test(
    "Bytes that are no UTF-8 are refused",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x41], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONNode.parse(text) }
  }

  @Test("128 levels are read, 129 are not")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[{\"a\":", count: levels / 2) + (levels % 2 == 1 ? "[]" : "0")
        + String(repeating: "}]", count: levels / 2)
    }
    #expect(try JSONNode.parse(nested(128)).count == 1)
    #expect(throws: JSONError(.tooDeep, at: 64 * 6)) { try JSONNode.parse(nested(129)) }
    #expect(throws: JSONError(.tooDeep, at: 128)) {
      try JSONNode.parse(String(repeating: "[", count: 1_000_000))
    }
  }

  @Test("A message of too many values is refused before it costs much")
  func valueLimit() throws {
    let most = "[" + String(repeating: "1,", count: JSONNode.valueLimit - 2) + "1]"
    #expect(try JSONNode.parse(most).count == JSONNode.valueLimit - 1)
    #expect(throws: JSONError(.tooManyValues, at: most.utf8.count)) {
      try JSONNode.parse(most.dropLast() + ",1]")
    }
  }

  @Test("The message of an error says what is wrong and where, and quotes nothing")
  func description() {
    let error = #expect(throws: JSONError.self) { try JSONNode.parse("{\"secret\" 1}") }
    #expect(error?.description == "a colon is expected after the member name (at byte 10)")
  }

  @Test("Every beginning of a valid message is an error, never a crash")
  func beginnings() throws {
    let text = Array(#"{"a":[1.5e-3,"\u00e9\ud83d\ude00",true,null,{"é":"日"}]}"#.utf8)
    _ = try JSONNode.parse(text)
    for count in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONNode.parse(Array(text.prefix(count))) }
    }
  }
}
