import ByteJSON
import Testing

@testable import Dialects

@Suite("Gemini Live: schemas of functions")
struct SchemaConversionTests {
  /// The schema of one property `v`, before and after.
  struct Rule: Sendable, CustomTestStringConvertible {
    var name: String
    var from: String
    var to: String
    var testDescription: String { name }

    init(_ name: String, _ from: String, _ to: String) {
      self.name = name
      self.from = from
      self.to = to
    }
  }

  static let types: [Rule] = [
    Rule("types are in upper case", #"{"type":"string"}"#, #"{"type":"STRING"}"#),
    Rule("types are read in any case", #"{"type":"Boolean"}"#, #"{"type":"BOOLEAN"}"#),
    Rule("a null among two types is nullable", #"{"type":["string","null"]}"#, #"{"type":"STRING","nullable":true}"#),
    Rule("OpenAPI's nullable stays", #"{"type":"integer","nullable":true}"#, #"{"type":"INTEGER","nullable":true}"#),
    Rule("nothing but null", #"{"type":"null"}"#, #"{"type":"NULL"}"#),
    Rule(
      "several types are a choice",
      #"{"type":["string","integer","null"],"description":"D","maxLength":3,"minimum":1}"#,
      #"{"anyOf":[{"type":"STRING","nullable":true,"description":"D","maxLength":3},"#
        + #"{"type":"INTEGER","nullable":true,"description":"D","minimum":1}]}"#),
    Rule(
      "what has properties is an object", #"{"properties":{"a":{"type":"number"}}}"#,
      #"{"type":"OBJECT","properties":{"a":{"type":"NUMBER"}}}"#),
    Rule("what has items is an array", #"{"items":{"type":"number"}}"#, #"{"type":"ARRAY","items":{"type":"NUMBER"}}"#),
    Rule("what says nothing is a text", #"{"description":"Anything"}"#, #"{"type":"STRING","description":"Anything"}"#),
    Rule("true is a text", "true", #"{"type":"STRING"}"#),
    Rule("an unknown type is a text", #"{"type":"file"}"#, #"{"type":"STRING"}"#),
    Rule("an array holds texts", #"{"type":"array"}"#, #"{"type":"ARRAY","items":{"type":"STRING"}}"#),
    Rule(
      "a tuple is an array of a choice",
      #"{"type":"array","prefixItems":[{"type":"string"},{"type":"number"},{"type":"string"}]}"#,
      #"{"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]}}"#),
    Rule(
      "an empty object inside stays one", #"{"type":"object","additionalProperties":{"type":"string"}}"#,
      #"{"type":"OBJECT"}"#),
  ]

  static let values: [Rule] = [
    Rule("texts stay an enum", #"{"enum":["a","b"]}"#, #"{"type":"STRING","enum":["a","b"]}"#),
    Rule(
      "a null in an enum is nullable", #"{"type":["string","null"],"enum":["a",null]}"#,
      #"{"type":"STRING","nullable":true,"enum":["a"]}"#),
    Rule("a constant is an enum of one", #"{"const":"a"}"#, #"{"type":"STRING","enum":["a"]}"#),
    Rule(
      "numbers are told in words, as they were written", #"{"type":"integer","enum":[1,2.0,3e2]}"#,
      #"{"type":"INTEGER","description":"Allowed values: 1, 2.0, 3e2."}"#),
    Rule(
      "the words come behind the description", #"{"description":"Speed.","enum":[0.5,1]}"#,
      #"{"type":"NUMBER","description":"Speed. Allowed values: 0.5, 1."}"#),
    Rule(
      "a constant of another kind", #"{"const":true}"#, #"{"type":"BOOLEAN","description":"Allowed values: true."}"#),
    Rule(
      "values of several kinds", #"{"enum":["a",1]}"#, #"{"type":"STRING","description":"Allowed values: \"a\", 1."}"#),
    Rule(
      "an empty text cannot be in an enum", #"{"enum":["","a"]}"#,
      #"{"type":"STRING","description":"Allowed values: \"\", \"a\"."}"#),
    Rule(
      "bounds keep their text", #"{"type":"number","minimum":-1.50e0,"maximum":12345678901234567890}"#,
      #"{"type":"NUMBER","minimum":-1.50e0,"maximum":12345678901234567890}"#),
    Rule(
      "bounds that do not fit their type are dropped",
      #"{"type":"string","minLength":1,"minimum":2,"maxLength":-1,"maxItems":2}"#, #"{"type":"STRING","minLength":1}"#),
    Rule(
      "formats that Google knows stay", #"{"type":"string","format":"date-time"}"#,
      #"{"type":"STRING","format":"date-time"}"#),
    Rule("other formats go", #"{"type":"string","format":"email"}"#, #"{"type":"STRING"}"#),
    Rule("a format of another type goes", #"{"type":"integer","format":"double"}"#, #"{"type":"INTEGER"}"#),
    Rule("int64 stays", #"{"type":"integer","format":"int64"}"#, #"{"type":"INTEGER","format":"int64"}"#),
    Rule(
      "a pattern stays", #"{"type":"string","pattern":"^(?:a|b)\\d+$"}"#,
      #"{"type":"STRING","pattern":"^(?:a|b)\\d+$"}"#),
    Rule("a pattern that looks around goes", #"{"type":"string","pattern":"^(?!a)b$"}"#, #"{"type":"STRING"}"#),
    Rule(
      "what Google has no word for goes",
      #"{"type":"string","title":"T","default":"x","example":"y","examples":["z"],"$comment":"c","#
        + #""deprecated":true,"not":{},"if":{},"x-a":1}"#,
      #"{"type":"STRING"}"#),
  ]

  static let choices: [Rule] = [
    Rule(
      "an optional value of pydantic",
      #"{"anyOf":[{"type":"string","maxLength":5},{"type":"null"}],"default":null,"title":"V","description":"D"}"#,
      #"{"type":"STRING","nullable":true,"description":"D","maxLength":5}"#),
    Rule(
      "oneOf is anyOf, and what stands beside goes inside",
      #"{"description":"Who","oneOf":[{"type":"string"},{"type":"integer","description":"By number"},"#
        + #"{"type":"null"}]}"#,
      #"{"anyOf":[{"type":"STRING","nullable":true,"description":"Who"},{"type":"INTEGER","nullable":true,"#
        + #""description":"Who By number"}]}"#
    ),
    Rule(
      "a union of literals is one enum", #"{"anyOf":[{"type":"string","const":"a"},{"const":"b"},{"enum":["c"]}]}"#,
      #"{"type":"STRING","enum":["a","b","c"]}"#),
    Rule(
      "choices in choices are one", #"{"anyOf":[{"anyOf":[{"type":"string"},{"type":"number"}]},{"type":"boolean"}]}"#,
      #"{"anyOf":[{"type":"STRING"},{"type":"NUMBER"},{"type":"BOOLEAN"}]}"#),
    Rule(
      "branches that only demand members are dropped",
      #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"anyOf":[{"required":["a"]},"#
        + #"{"required":["b"]}]}"#,
      #"{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}}}"#),
    Rule(
      "members beside a choice are in each branch",
      #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"#
        + #""oneOf":[{"properties":{"b":{"type":"number"}},"required":["b"]},{"properties":{"c":{"type":"number"}}}]}"#,
      #"{"anyOf":[{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"NUMBER"}},"required":["a","b"]},"#
        + #"{"type":"OBJECT","properties":{"a":{"type":"STRING"},"c":{"type":"NUMBER"}},"required":["a"]}]}"#),
    Rule(
      "allOf is merged",
      #"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},"#
        + #"{"properties":{"b":{"type":"number"}},"required":["b","a"]}],"nullable":true}"#,
      #"{"type":"OBJECT","nullable":true,"properties":{"a":{"type":"STRING"},"b":{"type":"NUMBER"}},"#
        + #""required":["a","b"]}"#
    ),
    Rule(
      "only members that are there are required",
      #"{"type":"object","properties":{"b":{},"a":{},"no":false},"required":["a","x","no"]}"#,
      #"{"type":"OBJECT","properties":{"b":{"type":"STRING"},"a":{"type":"STRING"}},"required":["a"]}"#),
    Rule("OpenAPI 2's required flag is no list", #"{"type":"string","required":true}"#, #"{"type":"STRING"}"#),
  ]

  @Test("Each rule, one by one", arguments: types + values + choices)
  func rules(_ rule: Rule) throws {
    #expect(try property(rule.from) == rule.to)
  }

  @Test(
    "A function without arguments has no parameters",
    arguments: [
      "{}", #"{"type":"object"}"#, #"{"type":"object","properties":{},"additionalProperties":false}"#,
      #"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{},"required":[]}"#,
      #"{"type":["object","null"]}"#, #"{"type":"object","properties":{"never":false}}"#,
    ])
  func none(schema: String) throws {
    #expect(try converted(schema) == nil)
  }

  @Test(
    "Parameters that are no object are a mistake",
    arguments: [
      #"{"type":"string"}"#, #"{"type":"array","items":{}}"#, #"{"enum":["a"]}"#, "[]", "true",
      #"{"anyOf":[{"type":"string"},{"type":"number"}]}"#,
    ])
  func noObject(schema: String) {
    #expect(throws: SchemaConversion.Problem.notAnObject) { try converted(schema) }
  }

  @Test("A choice between whole argument lists becomes one object")
  func outermostChoice() throws {
    let text = try converted(
      #"""
      {"description":"D","oneOf":[
      {"type":"object","properties":{"kind":{"const":"circle"},"r":{"type":"number"}},"required":["kind","r"]},
      {"type":"object","properties":{"kind":{"const":"square"},"r":{"type":"string"}},"required":["kind"]}]}
      """#)
    #expect(
      text == #"{"type":"OBJECT","description":"D","properties":{"kind":{"type":"STRING","enum":["circle","square"]},"#
        + #""r":{"anyOf":[{"type":"NUMBER"},{"type":"STRING"}]}},"required":["kind"]}"#)
  }

  private func converted(_ schema: String) throws -> String? {
    try SchemaConversion.parameters(try #require(RawJSON(validating: schema)))?.text
  }

  private func property(_ schema: String) throws -> String {
    let text = try #require(try converted(#"{"type":"object","properties":{"v":\#(schema)}}"#))
    let head = #"{"type":"OBJECT","properties":{"v":"#
    #expect(text.hasPrefix(head))
    return String(text.dropFirst(head.count).dropLast(2))
  }
}
