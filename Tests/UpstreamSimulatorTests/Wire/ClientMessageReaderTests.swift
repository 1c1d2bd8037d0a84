import Testing

@testable import UpstreamSimulator

@Suite("What is understood")
struct ClientMessageReaderTests {
  private func opened(_ fields: String = "") throws -> ClientMessageReader {
    var reader = ClientMessageReader(surface: .vertex, apiVersion: "v1")
    _ = try reader.read(Array(StrictnessTests.setup(fields).utf8))
    return reader
  }

  private func read(_ message: String, after fields: String = "") throws -> ClientMessage {
    var reader = try opened(fields)
    return try reader.read(Array(message.utf8))
  }

  @Test("A full setup is read in either spelling")
  func readsSetup() throws {
    let camel = """
      {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"responseModalities":["AUDIO"]},
      "systemInstruction":{"parts":[{"text":"Be"},{"text":"brief."}]},
      "tools":[{"functionDeclarations":[{"name":"f","behavior":"BLOCKING"},{"name":"g"}]},{"googleSearch":{}}],
      "realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":800,
      "startOfSpeechSensitivity":"START_SENSITIVITY_HIGH"},"activityHandling":"NO_INTERRUPTION"},
      "inputAudioTranscription":{},"outputAudioTranscription":{},"sessionResumption":{"transparent":true}}}
      """
    let snake = """
      {"setup":{"model":"models/gemini-3.8-live","generation_config":{"response_modalities":["AUDIO"]},
      "system_instruction":{"parts":[{"text":"Be"},{"text":"brief."}]},
      "tools":[{"function_declarations":[{"name":"f","behavior":"BLOCKING"},{"name":"g"}]},{"google_search":{}}],
      "realtime_input_config":{"automatic_activity_detection":{"silence_duration_ms":800,
      "start_of_speech_sensitivity":"START_SENSITIVITY_HIGH"},"activity_handling":"NO_INTERRUPTION"},
      "input_audio_transcription":{},"output_audio_transcription":{},"session_resumption":{"transparent":true}}}
      """
    var expected = SetupMessage(model: "models/gemini-3.8-live")
    expected.systemInstruction = "Be brief."
    expected.tools.functions = [.init(name: "f", blocks: true), .init(name: "g")]
    expected.detection.silenceDurationMs = 800
    expected.detection.start = .high
    expected.activityInterrupts = false
    expected.transcribesInput = true
    expected.transcribesOutput = true
    expected.resumption = .init(isTransparent: true)
    for text in [camel, snake] {
      var reader = ClientMessageReader(surface: .aiStudio, apiVersion: "v1beta")
      guard case .setup(var setup) = try reader.read(Array(text.utf8)) else {
        Issue.record("no setup")
        return
      }
      #expect(setup.tools.byteCount > 0)
      setup.tools.byteCount = 0
      #expect(setup == expected)
    }
  }

  @Test("A field that is null counts as absent, numbers may stand in strings")
  func takesProtoSpellings() throws {
    let message = try read(
      #"{"clientContent":{"turns":null,"turnComplete":true}}"#,
      after: #","contextWindowCompression":{"triggerTokens":"10000","slidingWindow":{}},"tools":null"#)
    #expect(message == .clientContent(ClientContentMessage(turns: [], turnComplete: true)))
  }

  @Test("Audio is decoded from both alphabets of base64", arguments: ["+/8=", "-_8", #"+\/8="#])
  func readsAudio(data: String) throws {
    let message = try read(#"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=24000","data":"\#(data)"}}}"#)
    #expect(message == .realtimeInput(.audio(MediaBlob(mimeType: "audio/pcm;rate=24000", bytes: [0xFB, 0xFF]))))
  }

  @Test("Pictures in the deprecated chunks are refused by Gemini 3 and taken by older models")
  func judgesChunks() throws {
    let message = #"{"realtimeInput":{"mediaChunks":[{"mimeType":"image/jpeg","data":"AAAA"}]}}"#
    var old = ClientMessageReader(surface: .vertex, apiVersion: "v1")
    _ = try old.read(Array(StrictnessTests.setup("", model: "gemini-live-2.5-flash-native-audio").utf8))
    #expect(throws: Never.self) { try old.read(Array(message.utf8)) }
    var new = ClientMessageReader(surface: .vertex, apiVersion: "v1")
    _ = try new.read(Array(StrictnessTests.setup("", model: "gemini-3.8-live").utf8))
    #expect(throws: Refusal(code: 1007, reason: "Mime type 'image/jpeg' is not supported.")) {
      try new.read(Array(message.utf8))
    }
  }

  @Test("What a function gave back is what is spoken of")
  func readsResults() throws {
    let message = try read(
      #"{"toolResponse":{"functionResponses":[{"id":"1","name":"f","response":{"output":"sunny"}},"#
        + #"{"id":"2","name":"f","response":{"error":"no city"}},"#
        + #"{"id":"3","name":"f","response":{"t":21.50},"scheduling":"SILENT"}]}}"#)
    #expect(
      message
        == .toolResponse(
          ToolResponseMessage(results: [
            .init(id: "1", name: "f", output: "sunny"),
            .init(id: "2", name: "f", output: "no city", isError: true),
            .init(id: "3", name: "f", output: #"{"t":21.50}"#, scheduling: .silent),
          ])))
  }

  @Test(
    "Vertex takes models of publishers, tuned endpoints and express mode",
    arguments: [
      "projects/p/locations/global/publishers/google/models/m", "projects/1/locations/eu/endpoints/7",
      "publishers/google/models/m",
    ])
  func takesModelPaths(path: String) throws {
    #expect(throws: Never.self) { try ModelPath(path, on: .vertex) }
    #expect(throws: Refusal.self) { try ModelPath(path, on: .aiStudio) }
  }
}
