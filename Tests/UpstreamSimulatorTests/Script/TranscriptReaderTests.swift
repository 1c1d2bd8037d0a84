import ByteJSON
import Foundation
import Testing

@testable import UpstreamSimulator

@Suite("Playing a transcript")
struct TranscriptReaderTests {
  private func read(_ text: String) throws(ScriptError) -> Script {
    try ScriptReader(fileName: "call.jsonl") { _ in [] }.read(text)
  }

  @Test("What the model said follows what the gateway said, with the same pauses, connection by connection")
  func steps() throws {
    let script = try read(
      """
      {"story":"A call","contract":"ga"}
      {"to":"shell","effect":"dial_upstream"}
      {"at_ms":20,"from":"shell","event":"upstream_opened"}
      {"at_ms":30,"to":"upstream","message":{"setup":{"model":"m"}}}
      {"at_ms":80,"from":"upstream","message":{"setupComplete":{}}}
      {"at_ms":90,"from":"client","message":{"type":"input_audio_buffer.append","audio":"$speech 20ms 24000Hz"}}
      {"at_ms":90,"to":"upstream","message":{"realtimeInput":{"audio":{"data":"$speech 20ms 24000Hz"}}}}
      {"at_ms":100,"to":"upstream","aside":1,"message":{"setup":{"model":"m"}}}
      {"at_ms":180,"from":"shell","event":"upstream_closed","code":1011,"reason":"Internal error."}
      {"at_ms":180,"to":"shell","effect":"dial_upstream"}
      {"at_ms":190,"from":"shell","event":"upstream_refused","status":503,"body":""}
      """)
    let setup = try JSONPattern(#require(RawJSON(validating: #"{"setup":{"model":"*"}}"#)))
    #expect(script.connections.count == 2)
    #expect(
      script.connections[0].steps.map(\.action) == [
        .expect(setup, isNext: false, withinMs: 60_000), .wait(ms: 50),
        .send(Array(#"{"setupComplete":{}}"#.utf8), asText: false), .wait(ms: 100),
        .close(Refusal(code: 1011, reason: "Internal error.")),
      ])
    guard case .refuse(let error) = script.connections[1].handshake else { return #expect(Bool(false)) }
    #expect(error.status == 503)
  }

  @Test("Named sounds are sounds again, of that length")
  func sounds() throws {
    let message = try JSONNode.parse(#"{"a":["$speech 40ms 24000Hz"],"b":"$silence 20ms 16000Hz","c":"$money","d":1}"#)
    let expanded = try JSONNode.parse(NamedSounds.expanded(message))
    let speech = try #require(expanded["a"]?[0]?.string.flatMap { Data(base64Encoded: $0) })
    #expect(speech.count == 40 * 24 * 2)
    #expect(speech.contains { $0 != 0 })
    #expect(expanded["b"]?.string.flatMap { Data(base64Encoded: $0) } == Data(count: 640))
    #expect(expanded["c"]?.string == "$money")
    #expect(expanded["d"]?.int == 1)
  }

  @Test("Every golden transcript that dials can be played")
  func stories() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Transcripts").standardized
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects.compactMap { $0 as? String } ?? []
    let stories = names.filter { $0.hasSuffix(".jsonl") }
    #expect(stories.count > 50)
    for name in stories {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      #expect(try !read(text).connections.isEmpty, "\(name)")
    }
  }

  @Test("A line that is neither from nor to is a mistake, with its number")
  func mistakes() {
    let error = #expect(throws: ScriptError.self) {
      try read("{\"story\":\"x\"}\n{\"to\":\"shell\",\"effect\":\"dial_upstream\"}\n{\"hello\":1}")
    }
    #expect(error?.line == 3)
  }
}
