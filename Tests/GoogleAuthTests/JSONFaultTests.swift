import Testing

@testable import GoogleAuth

@Suite struct JSONFaultTests {
  @Test(
    "A fault is found where it is",
    arguments: [
      ("{\n  \"a\": 1,\n  \"b\": }", 3, 8), ("", 1, 1), ("{\"a\": 1", 1, 8), ("{'a': 1}", 1, 2),
      ("{\"a\": 1}\nmore", 2, 1), ("[1, 2", 1, 6), ("{\"a\": \"x\ny\"}", 1, 9), ("{\"a\" 1}", 1, 6),
      ("\"open", 1, 6), ("[tru]", 1, 2), ("{\"a\":\n1\n\"b\":2}", 3, 1), ("\"\\", 1, 3),
    ])
  func faults(_ text: String, line: Int, column: Int) throws {
    let fault = try #require(JSONFault.locate(in: text.utf8))
    #expect(fault.line == line)
    #expect(fault.column == column)
  }

  @Test("JSON has no fault", arguments: [#"{"a": [1, -2.5e3, true, null, "\"\\\u00e9"], "b": {}}"#, " [] ", "null"])
  func whole(_ text: String) { #expect(JSONFault.locate(in: text.utf8) == nil) }

  @Test("Nesting without end is a fault, not a crash")
  func deep() {
    let text = String(repeating: "[", count: 1_000_000)
    #expect(JSONFault.locate(in: text.utf8) != nil)
  }
}
