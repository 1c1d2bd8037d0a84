import Testing

@testable import ByteJSON

@Suite("JSON scanner")
struct JSONScannerTests {
  private func found(_ path: [JSONPathStep], in text: String) throws -> String? {
    let bytes = Array(text.utf8)
    return try JSONScanner.range(of: path, in: bytes.span.bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("A path leads to the bytes of its value")
  func paths() throws {
    let text = #" {"session": {"tools":[ {"parameters": {"b":1, "a":[2]} }, 7 ], "x\u0079":"q"} } "#
    #expect(try found(["session", "tools", 0, "parameters"], in: text) == #"{"b":1, "a":[2]}"#)
    #expect(try found(["session", "tools", 1], in: text) == "7")
    #expect(try found(["session", "xy"], in: text) == #""q""#)
    #expect(try found(["session", "tools", 2], in: text) == nil)
    #expect(try found(["session", "tools", -1], in: text) == nil)
    #expect(try found(["session", "tools", "parameters"], in: text) == nil)
    #expect(try found(["session", 0], in: text) == nil)
    #expect(try found(["missing", "tools"], in: text) == nil)
    #expect(try found([], in: text) == text.dropFirst().dropLast().description)
    #expect(try found([0, 1], in: "[[[],{}]]") == "{}")
    #expect(try found(["a"], in: "{}") == nil)
  }

  @Test("Of a repeated member the last one counts")
  func repeated() throws {
    #expect(try found(["a", "b"], in: #"{"a":{"b":1},"a":{"b":2}}"#) == "2")
    #expect(try found(["a", "b"], in: #"{"a":{"b":1},"a":3}"#) == nil)
  }

  @Test("A mistake anywhere is found, also behind the value that is sought")
  func validates() {
    #expect(throws: JSONError(.trailingContent, at: 8)) { try found(["a"], in: #"{"a":1} x"#) }
    #expect(throws: JSONError.self) { try found(["a"], in: #"{"a":1,"b":tru}"#) }
  }

  @Test("Raw JSON is one value, without the space around it")
  func rawJSON() {
    #expect(RawJSON(validating: " {\"a\": 1} \n")?.text == "{\"a\": 1}")
    #expect(RawJSON(validating: "1 1") == nil)
    #expect(RawJSON(validating: "") == nil)
    #expect(RawJSON { $0.value("é\"") }.text == "\"é\\\"\"")
    #expect(RawJSON(validating: "{ }") != RawJSON(validating: "{}"))
  }
}
