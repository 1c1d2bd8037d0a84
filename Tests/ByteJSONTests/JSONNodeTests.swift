import Testing

@testable import ByteJSON

@Suite("JSON nodes")
struct JSONNodeTests {
  @Test("Every kind has its accessor, its name and its place")
  func kinds() throws {
    let text = #" {"s":"a\nb","i":-12,"d":2.5e1,"t":true,"f":false,"n":null,"a":[1,"x",[]],"o":{}} "#
    let node = try JSONNode.parse(text)
    #expect(node.kind == .object && node.count == 8)
    #expect(node["s"]?.string == "a\nb")
    #expect(node["i"]?.int == -12)
    #expect(node["d"]?.double == 25 && node["d"]?.int == 25)
    #expect(node["t"]?.bool == true && node["f"]?.bool == false)
    #expect(node["n"]?.isNull == true)
    #expect(node["a"]?.elements?.map(\.kind) == [.number, .string, .array])
    #expect(node["a"]?[1]?.isString("x") == true && node["a"]?[3] == nil && node["a"]?[-1] == nil)
    #expect(node["o"]?.members?.isEmpty == true)
    #expect(node["missing"] == nil && node["s"]?["s"] == nil && node["s"]?[0] == nil)
    #expect(node.members?.map(\.key) == ["s", "i", "d", "t", "f", "n", "a", "o"])
    let names = node.members?.map(\.value.kindName)
    #expect(names == ["string", "number", "number", "boolean", "boolean", "null", "array", "object"])
    #expect(node.range == 1..<(text.utf8.count - 1))
  }

  @Test("An accessor of another kind is nil")
  func wrongKind() throws {
    for text in ["\"1\"", "1", "true", "null", "[1]", "{\"a\":1}"] {
      let node = try JSONNode.parse(text)
      #expect((node.string != nil) == (node.kind == .string))
      #expect((node.double != nil) == (node.kind == .number))
      #expect((node.int != nil) == (node.kind == .number))
      #expect((node.numberText != nil) == (node.kind == .number))
      #expect((node.bool != nil) == (node.kind == .bool))
      #expect(node.isNull == (node.kind == .null))
      #expect((node.elements != nil) == (node.kind == .array))
      #expect((node.members != nil) == (node.kind == .object))
      #expect((node.stringRange != nil) == (node.kind == .string))
    }
  }

  @Test("Of a repeated member the last one counts")
  func repeatedMember() throws {
    let node = try JSONNode.parse(#"{"a":1,"\u0061":{"b":2},"a":3}"#)
    #expect(node["a"]?.int == 3)
    #expect(node.members?.map(\.key) == ["a", "a", "a"])
  }

  @Test("Names are compared byte by byte")
  func names() throws {
    let node = try JSONNode.parse(#"{"é":1,"e\u0301":2}"#)
    #expect(node["\u{E9}"]?.int == 1)
    #expect(node["e\u{301}"]?.int == 2)
  }

  @Test("Verbatim parts keep number forms, escapes and the order of members")
  func verbatim() throws {
    let text = #"{"tools":[{"z":1.0e+2,"a":123456789012345678901234567890,"s":"\u00e9\/"} ],"x":1}"#
    let raw = try #require(try JSONNode.parse(text)["tools"]?.raw)
    #expect(raw.text == #"[{"z":1.0e+2,"a":123456789012345678901234567890,"s":"\u00e9\/"} ]"#)
    #expect(try raw.parsed()[0]?["a"]?.numberText == "123456789012345678901234567890")
  }

  @Test("A range cuts a string out of the message")
  func stringRange() throws {
    let message = Array(#"{"audio":"AA\/A","x":""}"#.utf8)
    let node = try JSONNode.parse(message.span.bytes)
    let range = try #require(node["audio"]?.stringRange)
    #expect(Array(message[range]) == Array(#"AA\/A"#.utf8))
    #expect(node["audio"]?.hasEscapes == true && node["x"]?.hasEscapes == false)
    #expect(node["x"]?.stringRange?.isEmpty == true)
    #expect(node.message == message)
  }

  @Test(
    "Numbers keep their text and are read exactly",
    arguments: [
      ("9223372036854775807", 9_223_372_036_854_775_807), ("-9223372036854775808", Int.min), ("1e3", 1000), ("-0", 0),
      ("1.0", 1), ("12.5e1", 125), ("9223372036854775808", nil), ("1.5", nil), ("1e400", nil), ("1e-400", 0),
    ] as [(String, Int?)])
  func integers(text: String, expected: Int?) throws {
    let node = try JSONNode.parse(text)
    #expect(node.int == expected)
    #expect(node.numberText == text)
  }

  @Test("A number too large for a double has text but no value")
  func hugeNumber() throws {
    #expect(try JSONNode.parse("1e999").double == nil)
    #expect(try JSONNode.parse("-1e999").double == nil)
    #expect(try JSONNode.parse("5e-324").double == .leastNonzeroMagnitude)
  }

  @Test(
    "Escapes are decoded, lone surrogates become U+FFFD",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u65E5""#, "é日"), (#""\ud83d\ude00!""#, "😀!"),
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
      (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\u0000\u001f""#, "\u{0}\u{1F}"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""😀\/é""#, "😀/é"), ("\"\u{7F}\"", "\u{7F}"), (#""\uFFFF""#, "\u{FFFF}"),
    ])
  func strings(text: String, expected: String) throws {
    #expect(try JSONNode.parse(text).string == expected)
    #expect(try JSONNode.parse(text).isString(expected))
  }

  @Test("Nodes outlive the bytes they were read from")
  func lifetime() throws {
    func name() throws -> JSONNode? {
      let message = Array(#"{"name":"kept"}"#.utf8)
      return try JSONNode.parse(message.span.bytes)["name"]
    }
    #expect(try name()?.string == "kept")
  }
}
