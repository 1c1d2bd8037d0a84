import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("Reading a session.update")
struct SessionUpdateTests {
  @Test("The GA shape, field by field")
  func gaShape() throws {
    let update = try update(
      #"""
      {"type":"realtime","model":"other","output_modalities":["text"],"instructions":"","max_output_tokens":"inf",
      "truncation":{"type":"retention_ratio","retention_ratio":0.8},"tracing":"auto","prompt":null,"include":null,
      "tools":[],"tool_choice":"none","parallel_tool_calls":true,"reasoning":{"effort":"low"},
      "audio":{"input":{"format":{"type":"audio/pcm","rate":16000},"transcription":{"model":"whisper-1","language":null},
      "noise_reduction":{"type":"far_field"},"turn_detection":{"type":"semantic_vad","eagerness":"high"}},
      "output":{"format":{"type":"audio/pcmu"},"voice":{"id":"voice_1"},"speed":1.2}}}
      """#, to: .speaking(.ga))
    #expect(update.shape == .ga)
    #expect(
      update.changes == [
        .purpose(.conversation), .output(.text), .instructions(""), .maxOutputTokens(nil),
        .truncation(RawJSON(validating: #"{"type":"retention_ratio","retention_ratio":0.8}"#)),
        .tracing(RawJSON(validating: #""auto""#)), .tools([]), .toolChoice(.none), .inputFormat(.pcm(rate: 16_000)),
        .transcription(.init(model: "whisper-1")), .noiseReduction("far_field"),
        .turnDetection(.init(method: .semantic(.high))), .outputFormat(.g711MuLaw), .voice("voice_1"),
      ])
  }

  @Test("A session that only transcribes, in both generations")
  func transcription() throws {
    let ga = try update(
      #"""
      {"type":"transcription","audio":{"input":{"turn_detection":{"type":"server_vad"}}},
      "include":["item.input_audio_transcription.logprobs"]}
      """#, to: .speaking(.ga))
    let detection = SessionChange.Detection(
      method: .server(threshold: nil, prefixPaddingMs: nil, silenceMs: nil, idleTimeoutMs: nil))
    #expect(ga.changes == [.purpose(.transcription), .turnDetection(detection)] && ga.shape == .ga)
    let beta = try #require(
      OpenAIRealtime.speaking(.beta).reading(
        #"""
        {"type":"transcription_session.update","event_id":"e","session":{"input_audio_format":"g711_ulaw",
        "input_audio_noise_reduction":null,"id":"sess_1","object":"realtime.transcription_session"}}
        """#
      ).update)
    #expect(beta.changes == [.purpose(.transcription), .inputFormat(.g711MuLaw), .noiseReduction(nil)])
    #expect(beta.shape == .flat && beta.eventID == "e")
  }

  @Test("Of the beta's transcription session, stock clients may send the modalities, and anyone the model")
  func transcriptionExtras() throws {
    let extended = try #require(
      OpenAIRealtime.speaking(.beta).reading(
        #"{"type":"transcription_session.update","session":{"modalities":["text"],"model":"voice"}}"#
      ).update)
    #expect(extended.changes == [.purpose(.transcription), .output(.text)])
    #expect(extended.model == "voice")
  }

  @Test("The flat shape, field by field")
  func flatShape() throws {
    let update = try update(
      #"""
      {"modalities":["text","audio"],"instructions":"Be brief.","voice":"alloy","input_audio_format":"pcm16",
      "output_audio_format":"g711_alaw","input_audio_transcription":null,"input_audio_noise_reduction":null,
      "turn_detection":{"type":"server_vad","threshold":0.4,"silence_duration_ms":800,"create_response":true},
      "temperature":0.9,"max_response_output_tokens":300,"speed":1,"tools":[],"tool_choice":"auto"}
      """#, to: .speaking(.beta))
    #expect(update.shape == .flat)
    let method = SessionChange.Detection.Method.server(
      threshold: 0.4, prefixPaddingMs: nil, silenceMs: 800, idleTimeoutMs: nil)
    #expect(
      update.changes == [
        .output(.audio), .instructions("Be brief."), .voice("alloy"), .inputFormat(.pcm(rate: nil)),
        .outputFormat(.g711ALaw), .transcription(nil), .noiseReduction(nil),
        .turnDetection(.init(method: method, createResponse: true)), .temperature(0.9), .maxOutputTokens(300),
        .tools([]),
        .toolChoice(.auto),
      ])
  }

  @Test(
    "The fields show the generation, and GA wins over flat",
    arguments: [
      (#"{"instructions":"x"}"#, EventShape.neutral), (#"{"voice":"alloy"}"#, .flat),
      (#"{"modalities":["text"]}"#, .flat),
      (#"{"audio":{}}"#, .ga), (#"{"output_modalities":["text"]}"#, .ga), (#"{"type":"realtime"}"#, .ga),
      (#"{"type":"realtime","voice":"alloy"}"#, .ga), (#"{"temperature":0.8,"audio":{}}"#, .ga),
    ])
  func evidence(session: String, shape: EventShape) throws {
    #expect(try update(session, to: .speaking(.plain, .movable)).shape == shape)
    #expect(try update(session, to: .speaking(.ga, .movable)).shape == shape)
  }

  @Test("Only a settled GA client must name the session's type")
  func missingType() throws {
    let event = #"{"type":"session.update","event_id":"e","session":{"instructions":"x"}}"#
    let fault = OpenAIRealtime.speaking(.ga).reading(event).fault
    #expect(fault?.code == "missing_required_parameter")
    #expect(fault?.param == "session.type")
    #expect(fault?.eventID == "e")
    for dialect in [OpenAIRealtime.speaking(.ga, .movable), .speaking(.beta), .speaking(.plain)] {
      #expect(dialect.reading(event).update?.changes == [.instructions("x")])
    }
    var moved = OpenAIRealtime.speaking(.plain, .movable)
    moved.adopt(ContractClaim(.ga, .settled))
    #expect(moved.reading(event).fault?.param == "session.type")
  }

  @Test("A session that is sent back as it was shown is accepted", arguments: ClientContract.allCases)
  func echo(contract: ClientContract) throws {
    for shapes in [SessionView.Shapes.own, .both] {
      let view = SessionView(
        id: "sess_1", model: "m", expiresAt: 1_790_000_000, effective: SessionConfiguration(defaultsOf: contract),
        shapes: shapes)
      let shown = OpenAIRealtime.speaking(contract).writing(.sessionUpdated(view))[0]
        .replacing(#""type":"session.updated""#, with: #""type":"session.update""#)
      let update = try #require(OpenAIRealtime.speaking(contract).reading(shown).update)
      #expect(update.changes.contains(.voice(nil)))
      var expected = view.effective
      if case .plain = contract { expected.output = .audio }
      #expect(view.effective.applying(update.changes, under: contract) == expected)
    }
  }

  private func update(_ session: String, to dialect: OpenAIRealtime) throws -> SessionUpdate {
    let event = dialect.reading(#"{"type":"session.update","session":\#(session)}"#)
    return try #require(event.update, "\(event)")
  }
}
