import ByteJSON
import Foundation
import Testing

@testable import UpstreamSimulator

@Suite("Reading a script")
struct ScriptReaderTests {
  private struct NoSuchFile: Error {}

  private func read(_ text: String, files: [String: [UInt8]] = [:]) throws(ScriptError) -> Script {
    let reader = ScriptReader(fileName: "talk.jsonl") { path in
      guard let bytes = files[path] else { throw NoSuchFile() }
      return bytes
    }
    return try reader.read(text)
  }

  private func pattern(_ text: String) throws -> JSONPattern {
    JSONPattern(try #require(RawJSON(validating: text)))
  }

  @Test("Every step is read, comments are not")
  func readsSteps() throws {
    let script = try read(
      """
      # A call that is cut.
      {"connection":{"refuse":{"status":503,"message":"Later.","headers":{"Retry-After":"1"}}}}

      // The second try.
      {"connection":{"lenient":true,"repeat":true},"comment":"why not"}
      {"expect":{"setup":{"model":"*"}},"within_ms":500}
      {"send":{"setupComplete":{}}}
        {"expect_next":{"clientContent":{}}}
      {"send_raw":"oops","as_text":true}
      {"wait_ms":20}
      {"converse":{"turns":2}}
      {"converse":true}
      {"close":{"code":1011,"reason":"Internal error."}}
      {"reset":true}
      {"hang":true}
      """)
    var refused = Script.Connection()
    refused.handshake = .refuse(
      GoogleHTTPError(status: 503, message: "Later.", headers: ["Retry-After": "1"]))
    var played = Script.Connection()
    played.isLenient = true
    played.repeats = true
    played.steps = [
      .init(line: 6, action: .expect(try pattern(#"{"setup":{"model":"*"}}"#), isNext: false, withinMs: 500)),
      .init(line: 7, action: .send(Array(#"{"setupComplete":{}}"#.utf8), asText: false)),
      .init(line: 8, action: .expect(try pattern(#"{"clientContent":{}}"#), isNext: true, withinMs: 10_000)),
      .init(line: 9, action: .send(Array("oops".utf8), asText: true)),
      .init(line: 10, action: .wait(ms: 20)),
      .init(line: 11, action: .converse(turns: 2, forMs: nil)),
      .init(line: 12, action: .converse(turns: nil, forMs: nil)),
      .init(line: 13, action: .close(Refusal(code: 1011, reason: "Internal error."))),
      .init(line: 14, action: .reset),
      .init(line: 15, action: .hang),
    ]
    #expect(script.connections == [refused, played])
    #expect(script.connection(7) == played)
  }

  @Test("A script without connections is about every connection; behind one with them comes conversation")
  func numbersConnections() throws {
    let all = try read(#"{"hang":true}"#)
    #expect(all.connection(5).steps == [.init(line: 1, action: .hang)])
    let one = try read("{\"connection\":{}}\n{\"hang\":true}")
    #expect(one.connection(0).steps == [.init(line: 2, action: .hang)])
    #expect(one.connection(1) == .conversation)
  }

  @Test("Audio comes from tones, silence, words and files")
  func readsAudio() throws {
    var wave = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, 1, 0, 1, 0]
    wave += [0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0] + Array("data".utf8) + [4, 0, 0, 0, 1, 0, 2, 0]
    let script = try read(
      """
      {"send_audio":{"tone_ms":100,"hz":440,"chunk_ms":20,"pace":0,"transcript":"Beep"}}
      {"send_audio":{"silence_ms":10}}
      {"send_audio":{"speech":"Hello there"}}
      {"send_audio":{"wav":"a.wav"}}
      {"send_audio":{"pcm":"a.pcm","rate":8000}}
      """, files: ["a.wav": wave, "a.pcm": [5, 6]])
    let audio = script.connections[0].steps.map(\.action)
    guard case .sendAudio(let tone) = audio[0], case .sendAudio(let words) = audio[2] else {
      Issue.record("no audio")
      return
    }
    #expect(tone.samples.count == 4_800)
    #expect(tone.transcript == "Beep")
    #expect(tone.pace == 0)
    #expect(words.samples.count > 24_000)
    #expect(
      audio[1]
        == .sendAudio(ScriptedAudio(samples: [UInt8](repeating: 0, count: 480), rate: 24_000, chunkMs: 40)))
    #expect(audio[3] == .sendAudio(ScriptedAudio(samples: [1, 0, 2, 0], rate: 16_000, chunkMs: 40)))
    #expect(audio[4] == .sendAudio(ScriptedAudio(samples: [5, 6], rate: 8_000, chunkMs: 40)))
  }

  @Test(
    "A mistake is named with file and line",
    arguments: [
      ("{\"hang\":true}\n{\"sedn\":{}}", "talk.jsonl:2: a line is an object with exactly one of: expect,"),
      ("# nothing", "talk.jsonl:1: the script has no steps"),
      ("{", "talk.jsonl:1: the JSON text ends too early"),
      (#"{"send":{},"close":{}}"#, "talk.jsonl:1: a line is an object with exactly one of"),
      (#"{"wait_ms":"long"}"#, "talk.jsonl:1: `wait_ms` must be a whole number from 0 to 3600000"),
      (#"{"expect":"setup"}"#, "talk.jsonl:1: `expect` takes an object: a part of the message"),
      (#"{"expect":{},"witin_ms":1}"#, "talk.jsonl:1: unknown name `witin_ms`; known here: expect, within_ms"),
      (#"{"close":{"code":99}}"#, "talk.jsonl:1: `code` must be a whole number from 1000 to 4999"),
      (#"{"send_audio":{"wav":"no.wav"}}"#, "talk.jsonl:1: `no.wav` cannot be read"),
      (#"{"send_audio":{}}"#, "talk.jsonl:1: `send_audio` takes exactly one of: tone_ms"),
      (
        "{\"connection\":{\"refuse\":{\"status\":500}}}\n{\"hang\":true}",
        "talk.jsonl:2: this connection is refused; it can have no steps"
      ),
    ])
  func namesMistakes(text: String, problem: String) {
    #expect(performing: { try read(text) }, throws: { "\($0)".hasPrefix(problem) })
  }

  @Test("The examples of the documentation are scripts")
  func readsDocumentation() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/simulator.md").standardized
    let blocks = try String(contentsOf: file, encoding: .utf8).split(separator: "```")
    let scripts = blocks.filter { $0.contains("\n{\"expect\": ") || $0.contains("\n{\"connection\": ") }
    #expect(scripts.count == 3)
    for script in scripts { #expect(try !read(String(script)).connections.isEmpty) }
  }

  @Test("Every scenario of the repository is a script whose first line says what happens")
  func readsScenarios() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Scenarios").standardized
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 10)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasPrefix("# "), "\(file.lastPathComponent)")
      #expect(try !read(text).connections.isEmpty)
    }
  }

  @Test("A pattern finds its part of a message in either spelling")
  func matches() throws {
    let message = try JSONNode.parse(
      #"{"realtime_input":{"audio":{"mime_type":"audio/pcm;rate=16000","data":"AAAA"}},"n":[1,{"a":2.0,"b":true}]}"#)
    #expect(try pattern(#"{"realtimeInput":{"audio":{"mimeType":"audio/pcm*","data":"*"}}}"#).matches(message))
    #expect(try pattern(#"{"n":[1,{"a":2}],"x":null}"#).matches(message))
    #expect(try pattern(#"{"n":[1,{"a":2}],"x":"*"}"#).matches(message) == false)
    #expect(try pattern(#"{"n":[2]}"#).matches(message) == false)
    #expect(try pattern(#"{"realtimeInput":{"audio":{"mimeType":"audio/pcm"}}}"#).matches(message) == false)
  }
}
