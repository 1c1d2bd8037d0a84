import ByteJSON
import Conversation
import Testing

@testable import Dialects

/// Schemas as libraries print them, and what Google is told.
@Suite("Gemini Live: schemas from the wild")
struct RealWorldSchemaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var schema: String
    var converted: String
  }

  static let cases = [
    Case(
      testDescription: "pydantic: nested models, optional members, an enum of numbers",
      schema: #"""
        {"$defs":{"Address":{"properties":{"street":{"title":"Street","type":"string"},"zip":{"anyOf":[
        {"type":"string"},{"type":"null"}],"default":null,"title":"Zip"}},"required":["street"],"title":"Address","type":"object"},
        "Priority":{"enum":[1,2,3],"title":"Priority","type":"integer"}},
        "properties":{"customer":{"description":"Full name","title":"Customer","type":"string"},
        "ship_to":{"$ref":"#/$defs/Address","description":"Where to"},"bill_to":{"anyOf":[{"$ref":"#/$defs/Address"},
        {"type":"null"}],"default":null},"priority":{"$ref":"#/$defs/Priority","default":2},
        "tags":{"additionalProperties":{"type":"string"},"title":"Tags","type":"object"}},
        "required":["customer","ship_to"],"title":"Order","type":"object"}
        """#,
      converted: #"{"type":"OBJECT","properties":{"customer":{"type":"STRING","description":"Full name"},"#
        + #""ship_to":{"type":"OBJECT","description":"Where to","properties":{"street":{"type":"STRING"},"#
        + #""zip":{"type":"STRING","nullable":true}},"required":["street"]},"#
        + #""bill_to":{"type":"OBJECT","nullable":true,"properties":{"street":{"type":"STRING"},"#
        + #""zip":{"type":"STRING","nullable":true}},"required":["street"]},"#
        + #""priority":{"type":"INTEGER","description":"Allowed values: 1, 2, 3."},"tags":{"type":"OBJECT"}},"#
        + #""required":["customer","ship_to"]}"#),
    Case(
      testDescription: "zod: draft header, safe integers, a discriminated union, an e-mail",
      schema: #"""
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
        "count":{"type":"integer","exclusiveMinimum":0,"maximum":9007199254740991},
        "mode":{"type":"string","enum":["fast","slow"],"default":"fast"},
        "email":{"type":"string","format":"email","pattern":"^(?!\\.)(?!.*\\.\\.)[a-z]+@[a-z]+$"},
        "target":{"oneOf":[{"type":"object","properties":{"kind":{"type":"string","const":"user"},
        "id":{"type":"string"}},
        "required":["kind","id"],"additionalProperties":false},{"type":"object","properties":{"kind":{"type":"string",
        "const":"room"},"size":{"anyOf":[{"type":"number","const":2},{"type":"number","const":4}]}},
        "required":["kind","size"],"additionalProperties":false}]},
        "point":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"maxItems":2}},
        "required":["count","mode"],"additionalProperties":false}
        """#,
      converted: #"{"type":"OBJECT","properties":{"count":{"type":"INTEGER","maximum":9007199254740991},"#
        + #""mode":{"type":"STRING","enum":["fast","slow"]},"email":{"type":"STRING"},"#
        + #""target":{"anyOf":[{"type":"OBJECT","properties":{"kind":{"type":"STRING","enum":["user"]},"#
        + #""id":{"type":"STRING"}},"required":["kind","id"]},{"type":"OBJECT","properties":{"#
        + #""kind":{"type":"STRING","enum":["room"]},"size":{"type":"NUMBER","description":"Allowed values: 2, 4."}},"#
        + #""required":["kind","size"]}]},"point":{"type":"ARRAY","minItems":2,"maxItems":2,"#
        + #""items":{"type":"NUMBER"}}},"#
        + #""required":["count","mode"]}"#),
    Case(
      testDescription: "OpenAPI 3.0: nullable, example, xml, discriminator, allOf with a reference",
      schema: #"""
        {"type":"object","title":"Pet","required":["name","photoUrls"],"properties":{
        "id":{"type":"integer","format":"int64","example":10,"readOnly":true},
        "name":{"type":"string","example":"doggie","nullable":true},
        "category":{"allOf":[{"$ref":"#/components/schemas/Category"}],"nullable":true,"description":"What it is"},
        "photoUrls":{"type":"array","xml":{"wrapped":true},"items":{"type":"string","format":"uri"}},
        "price":{"type":"number","format":"float","minimum":0,"exclusiveMinimum":true,"multipleOf":0.01},
        "status":{"type":"string","enum":["available","sold"],"x-enum-varnames":["A","S"]}},
        "discriminator":{"propertyName":"status"},"example":{"name":"doggie"},
        "components":{"schemas":{"Category":{"type":"object","properties":{"name":{"type":"string"}}}}}}
        """#,
      converted: #"{"type":"OBJECT","properties":{"id":{"type":"INTEGER","format":"int64"},"#
        + #""name":{"type":"STRING","nullable":true},"category":{"type":"OBJECT","nullable":true,"#
        + #""description":"What it is","properties":{"name":{"type":"STRING"}}},"#
        + #""photoUrls":{"type":"ARRAY","items":{"type":"STRING"}},"price":{"type":"NUMBER","format":"float","#
        + #""minimum":0},"#
        + #""status":{"type":"STRING","enum":["available","sold"]}},"required":["name","photoUrls"]}"#),
    Case(
      testDescription: "an MCP server: edits of a file, an open search filter",
      schema: #"""
        {"type":"object","properties":{"path":{"type":"string"},"edits":{"type":"array","items":{"type":"object",
        "properties":{"oldText":{"type":"string","description":"Text to search for - must match exactly"},
        "newText":{"type":"string"}},"required":["oldText","newText"],"additionalProperties":false}},
        "dryRun":{"type":"boolean","default":false},"filter":{},"exclude":{"type":"array","default":[]},
        "limit":{"type":["integer","string"]}},"required":["path","edits"],"additionalProperties":false,
        "$schema":"http://json-schema.org/draft-07/schema#"}
        """#,
      converted: #"{"type":"OBJECT","properties":{"path":{"type":"STRING"},"edits":{"type":"ARRAY","items":"#
        + #"{"type":"OBJECT","properties":{"oldText":{"type":"STRING","#
        + #""description":"Text to search for - must match exactly"},"newText":{"type":"STRING"}},"#
        + #""required":["oldText","newText"]}},"dryRun":{"type":"BOOLEAN"},"filter":{"type":"STRING"},"#
        + #""exclude":{"type":"ARRAY","items":{"type":"STRING"}},"limit":{"anyOf":[{"type":"INTEGER"},"#
        + #"{"type":"STRING"}]}},"#
        + #""required":["path","edits"]}"#),
  ]

  @Test("It is told as Google takes it", arguments: cases)
  func converted(_ story: Case) throws {
    let schema = try #require(RawJSON(validating: story.schema))
    #expect(try SchemaConversion.parameters(schema)?.text == story.converted)
  }

  @Test("All of them fit into one setup")
  func setup() throws {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    for (index, story) in Self.cases.enumerated() {
      wanted.tools.append(
        Tool(name: "tool_\(index)", description: story.testDescription, parameters: RawJSON(validating: story.schema)))
    }
    let outcome = try GeminiLive.vertex().negotiate(wanted)
    #expect(outcome.effective == wanted && outcome.approximations.isEmpty)
    let text = String(decoding: outcome.setup, as: UTF8.self)
    for story in Self.cases { #expect(text.contains(story.converted)) }
    try Emitted.client("setup-tools-from-the-wild", [text])
  }
}
