import Foundation
import SeededRandom
import Testing

@testable import ByteJSON

@Suite("JSON writer")
struct JSONWriterTests {
  private func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return writer.text
  }

  @Test("Members and elements stand in the order of the calls, with their commas")
  func structure() throws {
    let raw = try #require(RawJSON(validating: #"{"z":1.0,"a":[]}"#))
    let text = written {
      $0.object {
        $0.member("type", "x")
        $0.member("n", 3)
        $0.member("ok", true)
        $0.member("raw", raw)
        $0.member("list", ["a", "b"])
        $0.null("nothing")
        $0.member("id", orNull: String?.none)
        $0.member("absent", ifPresent: Int?.none)
        $0.member("present", ifPresent: 1.5)
        $0.object("empty") { _ in }
        $0.array("mixed") {
          $0.value(1)
          $0.object { $0.member("k", false) }
          $0.array { _ in }
          $0.null()
        }
        $0.member("last", orNull: "e")
      }
    }
    #expect(
      text
        == #"{"type":"x","n":3,"ok":true,"raw":{"z":1.0,"a":[]},"list":["a","b"],"nothing":null,"id":null,"#
        + #""present":1.5,"empty":{},"mixed":[1,{"k":false},[],null],"last":"e"}"#)
  }

  @Test("Any string comes back as it was", arguments: [1, 2, 3])
  func strings(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let scalars = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7F : 0x1FFFF), using: &random))
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      let json = written { $0.object { $0.member(named: text, text) } }
      let member = try #require(try JSONNode.parse(json).members?.first)
      #expect(member.key.utf8.elementsEqual(text.utf8))
      #expect(member.value.string?.utf8.elementsEqual(text.utf8) == true)
    }
  }

  @Test("Only what must be escaped is escaped")
  func escapes() {
    #expect(written { $0.string("a/b é 😀 \u{7F}") } == "\"a/b é 😀 \u{7F}\"")
    #expect(written { $0.string("\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{B}") } == #""\"\\\b\f\n\r\t\u0000\u001f\u000b""#)
    #expect(written { $0.string("") } == "\"\"")
  }

  @Test(
    "Integers",
    arguments: [(0, "0"), (7, "7"), (-10, "-10"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808")])
  func integers(value: Int, text: String) {
    #expect(written { $0.value(value) } == text)
  }

  @Test("Doubles are the shortest text that reads back, and always JSON")
  func doubles() throws {
    #expect(written { $0.value(1.0) } == "1")
    #expect(written { $0.value(0.1) } == "0.1")
    #expect(written { $0.value(-0.0) } == "-0.0")
    #expect(written { $0.value(Double.nan) } == "null")
    #expect(written { $0.value(-Double.infinity) } == "null")
    var random = SeededRandom(seed: 5)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(try JSONNode.parse(written { $0.value(value) }).double == value)
    }
  }

  @Test("Verbatim text is spliced as it is")
  func verbatim() throws {
    let message = Array(#"{"audio":"AA\/A"}"#.utf8)
    let node = try JSONNode.parse(message)
    let range = try #require(node["audio"]?.stringRange)
    let text = written {
      $0.object {
        $0.member("data", verbatim: message.span.extracting(range).bytes)
        $0.member("same", node)
      }
    }
    #expect(text == #"{"data":"AA\/A","same":{"audio":"AA\/A"}}"#)
  }

  @Test("Random documents written from nodes are read alike")
  func documents() throws {
    var random = RandomJSON(seed: 9)
    for _ in 0..<500 {
      let node = try JSONNode.parse(random.document())
      var writer = JSONWriter()
      rewrite(node, &writer)
      #expect(JSONValue(try JSONNode.parse(writer.bytes)) == JSONValue(node))
    }
  }

  private func rewrite(_ node: JSONNode, _ writer: inout JSONWriter) {
    switch node.kind {
    case .object:
      writer.object { writer in
        for (key, value) in node.members ?? [] {
          writer.key(named: key)
          rewrite(value, &writer)
        }
      }
    case .array: writer.array { writer in for element in node.elements ?? [] { rewrite(element, &writer) } }
    case .string: writer.value(node.string ?? "")
    case .number: writer.value(node.double ?? 0)
    case .bool: writer.value(node.bool ?? false)
    case .null: writer.null()
    }
  }

  @Test("A writer that is kept writes into the same memory")
  func reuse() {
    var writer = JSONWriter(capacity: 256)
    let address = writer.bytes.withUnsafeBufferPointer { $0.baseAddress }
    for number in 0..<3 {
      writer.removeAll()
      writer.object { $0.member("number", number) }
      #expect(writer.text == "{\"number\":\(number)}")
      #expect(writer.bytes.withUnsafeBufferPointer { $0.baseAddress } == address)
    }
  }
}
