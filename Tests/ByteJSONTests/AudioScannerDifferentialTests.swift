import Testing

@testable import ByteJSON

@Suite("Audio scanner against the general reader")
struct AudioScannerDifferentialTests {
  private static let appends = [
    #"{"type":"input_audio_buffer.append","audio":"QUJD/+EF","event_id":"event_7"}"#,
    #"{ "audio":"AA\/A", "type":"input_audio_buffer.append" }"#,
    #"{"event_id":"x","type":"input_audio_buffer.append","audio":""}"#,
  ].map { Array($0.utf8) }

  private static let modelMessages = [
    #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AA\/A"}}]}}}"#,
    #"{"server_content":{"model_turn":{"role":"model","parts":["#
      + #"{"inline_data":{"data":"AA","mime_type":"audio/pcm"}}]}}}"#,
    #"{ "serverContent" : {"modelTurn":{"parts": [ "#
      + #"{"inlineData":{"mimeType":"audio/pcm","data":""}} ],"role":"model"}} }"#,
  ].map { Array($0.utf8) }

  @Test("Of 30,000 broken appends, none is accepted that the reader reads otherwise", arguments: 0..<3)
  func appends(sample: Int) throws {
    var random = RandomJSON(seed: UInt64(sample))
    var accepted = 0
    for round in 0..<10_000 {
      let message = random.broken(AudioScannerDifferentialTests.appends[sample], changes: 1 + round % 3)
      guard let frame = AudioScanner.append(message.span.bytes) else { continue }
      accepted += 1
      let text = String(decoding: message, as: UTF8.self)
      let node = try #require(try? JSONNode.parse(message), "\(text)")
      let keys = try #require(node.members).map(\.key)
      #expect(Set(keys).isSubset(of: ["type", "audio", "event_id"]) && Set(keys).count == keys.count, "\(text)")
      #expect(node["type"]?.string == "input_audio_buffer.append", "\(text)")
      #expect(node["audio"]?.stringRange == frame.audio, "\(text)")
      #expect(node["audio"]?.hasEscapes == frame.escaped, "\(text)")
      #expect(node["event_id"]?.stringRange == frame.eventID, "\(text)")
    }
    #expect((100...5000).contains(accepted), "of the broken messages \(accepted) were accepted")
  }

  @Test("Of 30,000 broken model messages, none is accepted that the reader reads otherwise", arguments: 0..<3)
  func modelMessages(sample: Int) throws {
    var random = RandomJSON(seed: UInt64(sample + 10))
    var accepted = 0
    for round in 0..<10_000 {
      let message = random.broken(AudioScannerDifferentialTests.modelMessages[sample], changes: 1 + round % 3)
      guard let frame = AudioScanner.modelAudio(message.span.bytes) else { continue }
      accepted += 1
      let text = String(decoding: message, as: UTF8.self)
      let node = try #require(try? JSONNode.parse(message), "\(text)")
      let content = try #require(only(node, "serverContent", "server_content"), "\(text)")
      let turn = try #require(only(content, "modelTurn", "model_turn"), "\(text)")
      let turnKeys = try #require(turn.members).map(\.key).sorted()
      #expect(turnKeys == ["parts"] || turnKeys == ["parts", "role"] && turn["role"]?.string == "model", "\(text)")
      #expect(turn["parts"]?.count == 1, "\(text)")
      let part = try #require(turn["parts"]?[0])
      let inline = try #require(only(part, "inlineData", "inline_data"), "\(text)")
      #expect(inline.count == 2, "\(text)")
      #expect(inline["data"]?.stringRange == frame.data, "\(text)")
      #expect(inline["data"]?.hasEscapes == frame.escaped, "\(text)")
      #expect((inline["mimeType"] ?? inline["mime_type"])?.stringRange == frame.mimeType, "\(text)")
    }
    #expect((100...5000).contains(accepted), "of the broken messages \(accepted) were accepted")
  }

  /// The only member of `node`, which must have one of two names.
  private func only(_ node: JSONNode, _ name: String, _ otherName: String) -> JSONNode? {
    node.count == 1 ? node[name] ?? node[otherName] : nil
  }
}
