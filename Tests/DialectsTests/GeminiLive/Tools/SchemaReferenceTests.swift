import ByteJSON
import Testing

@testable import Dialects

@Suite("Gemini Live: references in schemas")
struct SchemaReferenceTests {
  @Test("References are inlined from wherever the document keeps them")
  func places() throws {
    for pointer in ["$defs/City", "definitions/City", "components/schemas/City", "$defs/a~1b~0c", "list/1"] {
      let schema = #"""
        {"type":"object","properties":{"c":{"description":"Where","$ref":"#/\#(pointer)"}},
        "$defs":{"City":{"type":"string","description":"A city","minLength":2},"a/b~c":{"$ref":"#/$defs/City"}},
        "definitions":{"City":{"$ref":"#/$defs/City"}},"components":{"schemas":{"City":{"$ref":"#/definitions/City"}}},
        "list":[{"type":"number"},{"$ref":"#/$defs/City"}]}
        """#
      #expect(
        try converted(schema)
          == #"{"type":"OBJECT","properties":{"c":{"type":"STRING","description":"Where","minLength":2}}}"#,
        "\(pointer)")
    }
  }

  @Test(
    "What is not in the document is an object",
    arguments: ["#/$defs/None", "https://example.com/city.json", "City", "", "#/$defs/City/none", "#x"])
  func missing(reference: String) throws {
    let schema =
      #"{"type":"object","properties":{"c":{"$ref":"\#(reference)"}},"$defs":{"City":{"type":"string"}}}"#
    #expect(try converted(schema) == #"{"type":"OBJECT","properties":{"c":{"type":"OBJECT"}}}"#)
  }

  @Test("A cycle is unrolled a few times and ends in an object")
  func cycle() throws {
    let schema = #"""
      {"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","required":["value"],
      "properties":{"value":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/Node"}}}}}}
      """#
    let levels = 3
    let text = try #require(try converted(schema))
    var expected = #"{"type":"OBJECT"}"#
    for _ in 0..<levels {
      expected =
        #"{"type":"OBJECT","properties":{"value":{"type":"STRING"},"children":{"type":"ARRAY","items":\#(expected)}},"#
        + #""required":["value"]}"#
    }
    #expect(text == expected)
  }

  @Test(
    "References that only name each other end",
    arguments: [
      ##"{"$ref":"#"}"##, ##"{"type":"object","properties":{"a":{"$ref":"#/properties/a"}}}"##,
      ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"$ref":"#/$defs/B"},"##
        + ##""B":{"$ref":"#/$defs/A"}}}"##,
      ##"{"type":"object","properties":{"a":{"allOf":[{"$ref":"#"}],"anyOf":[{"$ref":"#"},{"$ref":"#"}]}}}"##,
    ])
  func knots(schema: String) throws {
    let text = try converted(schema) ?? "{}"
    #expect(RawJSON(validating: text) != nil && text.utf8.count < 65_536)
  }

  @Test("A schema that grows without end is unrolled less, or refused")
  func bombs() throws {
    let wide = (0..<12).map { ##""p\##($0)":{"$ref":"#/$defs/T"}"## }.joined(separator: ",")
    let tree = ##"{"$ref":"#/$defs/T","$defs":{"T":{"type":"object","properties":{\##(wide)}}}}"##
    let text = try #require(try converted(tree))
    #expect(text.utf8.count < 2 * SchemaConversion.weightLimit)

    // Ten levels, each naming the next ten times.
    let levels = (0..<10).map { level in
      let names = (0..<10).map { ##""p\##($0)":{"$ref":"#/$defs/L\##(level + 1)"}"## }.joined(separator: ",")
      return ##""L\##(level)":{"type":"object","properties":{\##(names)}}"##
    }
    let bomb = ##"{"$ref":"#/$defs/L0","$defs":{\##(levels.joined(separator: ",")),"L10":{"type":"string"}}}"##
    #expect(throws: SchemaConversion.Problem.tooLarge) { try converted(bomb) }

    let long = String(repeating: "x", count: 10_000)
    let uses = (0..<100).map { ##""p\##($0)":{"$ref":"#/$defs/T"}"## }.joined(separator: ",")
    let heavy =
      ##"{"type":"object","properties":{\##(uses)},"$defs":{"T":{"type":"string","description":"\##(long)"}}}"##
    #expect(throws: SchemaConversion.Problem.tooLarge) { try converted(heavy) }
  }

  @Test("Choices beside many members are bounded too")
  func products() throws {
    let members = (0..<1_000).map { #""p\#($0)":{"type":"string"}"# }.joined(separator: ",")
    let branches = (0..<1_000).map { #"{"properties":{"q\#($0)":{"type":"string"}}}"# }.joined(separator: ",")
    #expect(throws: SchemaConversion.Problem.tooLarge) {
      try converted(#"{"type":"object","properties":{\#(members)},"anyOf":[\#(branches)]}"#)
    }
  }

  @Test("Deep schemas are cut where Google would lose its patience")
  func depth() throws {
    var schema = #"{"type":"string"}"#
    for _ in 0..<60 { schema = #"{"properties":{"a":\#(schema)}}"# }
    let text = try #require(try converted(schema))
    #expect(text.split(separator: #""a":"#).count - 1 == SchemaConversion.depthLimit)
    #expect(text.contains(#""a":{"type":"OBJECT"}}"#) && !text.contains("STRING"))
  }

  private func converted(_ schema: String) throws -> String? {
    try SchemaConversion.parameters(try #require(RawJSON(validating: schema)))?.text
  }
}
