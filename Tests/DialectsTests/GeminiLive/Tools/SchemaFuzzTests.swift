import ByteJSON
import Conversation
import SeededRandom
import Testing

@testable import Dialects

@Suite("Gemini Live: schemas of nobody's making")
struct SchemaFuzzTests {
  /// Everything goes up to the schema of the wire as well: `scripts/validate-events.py` reads it.
  @Test("Any schema is converted or refused, always to the same bytes, and within bounds")
  func anySchema() throws {
    var source = SchemaSource(seed: 7)
    var emitted: [String] = []
    var refused = 0
    for index in 0..<1_000 {
      let text =
        #"{"type":"object","properties":{"v":\#(source.schema(depth: 0))},"$defs":{"A":\#(source.schema(depth: 2)),"#
        + #""B":\#(source.schema(depth: 2))}}"#
      let schema = try #require(RawJSON(validating: text))
      do {
        let converted = try SchemaConversion.parameters(schema)
        #expect(try SchemaConversion.parameters(schema) == converted)
        let tool = Tool(name: "f", parameters: schema)
        let declared = try #require(FunctionDeclarations.json([tool], blocking: false).first)
        if let converted {
          #expect(converted.bytes.count <= 2 * SchemaConversion.weightLimit)
          #expect(RawJSON(validating: converted.bytes) == converted && declared.text.contains(converted.text))
        }
        if index % 10 == 0 {
          emitted.append(
            #"{"setup":{"model":"models/m","tools":[{"functionDeclarations":[\#(declared.text)]}]}}"#)
        }
      } catch {
        #expect(error is SchemaConversion.Problem || error is Fault, "\(text)")
        refused += 1
      }
    }
    #expect(refused < 100)
    try Emitted.client("schema-fuzz", emitted)
  }
}

/// Random schemas of all that the conversion reads, right and wrong.
private struct SchemaSource {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func schema(depth: Int) -> String {
    guard depth < 5 else { return random.pick(["{}", "true", #"{"type":"string"}"#, ##"{"$ref":"#/$defs/A"}"##]) }
    var members: [String] = []
    for _ in 0..<random.below(4) { members.append(member(depth: depth + 1)) }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func member(depth: Int) -> String {
    switch random.below(12) {
    case 0:
      return #""type":"# + random.pick([#""string""#, #""array""#, #""null""#, #"["object","null"]"#, "7", #""x""#])
    case 1: return #""properties":{"a":\#(schema(depth: depth)),"b":\#(schema(depth: depth))}"#
    case 2: return #""items":"# + random.pick([schema(depth: depth), "[\(schema(depth: depth)),{}]", "false"])
    case 3: return #""enum":"# + random.pick([#"["a","b"]"#, "[1,2.0,null]", "[]", #"[{},"",true]"#, "{}"])
    case 4: return #""const":"# + random.pick(["null", #""c""#, "1e400", "[1]"])
    case 5:
      return #""\#(random.pick(["anyOf", "oneOf", "allOf"]))":[\#(schema(depth: depth)),\#(schema(depth: depth))]"#
    case 6: return ##""$ref":"\##(random.pick(["#/$defs/A", "#/$defs/B", "#", "#/properties/v", "#/none", "x"]))""##
    case 7: return #""required":"# + random.pick([#"["a","a","c"]"#, "true", "[1]"])
    case 8:
      return #""\#(random.pick(["minimum", "maximum", "minItems", "maxLength"]))":"#
        + random.pick(["0", "-1.50", "1e400", "{}"])
    case 9: return #""description":"# + random.pick([#""d \"q\"""#, "7"])
    case 10: return #""nullable":"# + random.pick(["true", "false", "null"])
    default: return #""format":"# + random.pick([#""int32""#, #""date-time""#, "1"]) + #","pattern":"(?<a>b)""#
    }
  }
}
