import ByteJSON
import Conversation
import Testing
import VoiceAudio

@testable import Dialects

@Suite("Gemini Live: setup")
struct GeminiSetupTests {
  struct Story: Sendable, CustomTestStringConvertible {
    var name: String
    var model = "gemini-3.8-live"
    var contract = ClientContract.ga
    var change: @Sendable (inout SessionConfiguration) -> Void = { _ in }
    /// Behind `"setup":{"model":…,`.
    var setup: String
    var produces = Negotiation.Produces.audio
    var approximations: [String] = []

    var testDescription: String { name }
  }

  private static let transcripts = #""inputAudioTranscription":{},"outputAudioTranscription":{}"#
  private static let kept = #""sessionResumption":{},"contextWindowCompression":{"slidingWindow":{}}"#

  static let stories: [Story] = [
    Story(
      name: "nothing stated",
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},\#(transcripts),\#(kept)"#),
    Story(
      name: "plain is spoken, with 800 ms of silence", model: "gemini-2.0-flash-live-001", contract: .plain,
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":800}},\#(transcripts),\#(kept)"#),
    Story(
      name: "text from a model that has it", model: "gemini-2.0-flash-live-001", contract: .beta,
      change: {
        $0.output = .text
        $0.voice = "puck"
      },
      setup: #""generationConfig":{"responseModalities":["TEXT"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},"#
        + #""inputAudioTranscription":{},\#(kept)"#,
      produces: .text),
    Story(
      name: "text from a model that only speaks", change: { $0.output = .text },
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},\#(transcripts),\#(kept)"#,
      approximations: ["text output is the transcript of speech: gemini-3.8-live has no text output"]),
    Story(
      name: "everything stated",
      change: {
        $0.instructions = "Be \"brief\".\nAlways."
        $0.voice = "alloy"
        $0.temperature = 0.8
        $0.maxOutputTokens = 4096
        $0.noiseReduction = "near_field"
        $0.tracing = RawJSON(validating: #""auto""#)
        $0.turnDetection = TurnDetection(
          method: .server(threshold: 0.7, prefixPaddingMs: 300, silenceMs: 650, idleTimeoutMs: nil),
          interruptResponse: false)
        $0.transcription = SessionConfiguration.Transcription(model: "whisper-1", language: "de", prompt: "Parley")
      },
      setup: #""generationConfig":{"responseModalities":["AUDIO"],"#
        + #""speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}},"#
        + #""temperature":0.8,"maxOutputTokens":4096},"#
        + #""systemInstruction":{"parts":[{"text":"Be \"brief\".\nAlways."}]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"startOfSpeechSensitivity":"START_SENSITIVITY_LOW","#
        + #""silenceDurationMs":650},"activityHandling":"NO_INTERRUPTION"},\#(transcripts),\#(kept)"#,
      approximations: [
        "voice alloy is Kore", "turn_detection.threshold 0.7 is START_SENSITIVITY_LOW",
        "noise_reduction is not applied", "transcription.language is found by the model",
        "transcription.prompt is not applied",
      ]),
    Story(
      name: "an easily woken detector",
      change: {
        $0.turnDetection = TurnDetection(
          method: .server(threshold: 0.2, prefixPaddingMs: 300, silenceMs: 200, idleTimeoutMs: nil))
      },
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"realtimeInputConfig":"#
        + #"{"automaticActivityDetection":{"startOfSpeechSensitivity":"START_SENSITIVITY_HIGH","silenceDurationMs":200}},"#
        + #"\#(transcripts),\#(kept)"#,
      approximations: ["turn_detection.threshold 0.2 is START_SENSITIVITY_HIGH"]),
    Story(
      name: "an eager semantic detector", change: { $0.turnDetection = TurnDetection(method: .semantic(.high)) },
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"realtimeInputConfig":"#
        + #"{"automaticActivityDetection":{"endOfSpeechSensitivity":"END_SENSITIVITY_HIGH","silenceDurationMs":300}},"#
        + #"\#(transcripts),\#(kept)"#,
      approximations: ["semantic_vad high is END_SENSITIVITY_HIGH, 300 ms of silence"]),
    Story(
      name: "a patient semantic detector", change: { $0.turnDetection = TurnDetection(method: .semantic(.low)) },
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"realtimeInputConfig":"#
        + #"{"automaticActivityDetection":{"endOfSpeechSensitivity":"END_SENSITIVITY_LOW","silenceDurationMs":1500}},"#
        + #"\#(transcripts),\#(kept)"#,
      approximations: ["semantic_vad low is END_SENSITIVITY_LOW, 1500 ms of silence"]),
    Story(
      name: "truncation disabled", change: { $0.truncation = RawJSON(validating: #""disabled""#) },
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},\#(transcripts),"#
        + #""sessionResumption":{}"#),
    Story(
      name: "a model that wants its history first", model: "gemini-3.1-flash-live-preview",
      setup: #""generationConfig":{"responseModalities":["AUDIO"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},\#(transcripts),\#(kept),"#
        + #""historyConfig":{"initialHistoryInClientContent":true}"#),
    Story(
      name: "a model that only writes", model: "gemini-3.5-transcribe-live-preview", change: { $0.voice = "alloy" },
      setup: #""generationConfig":{"responseModalities":["TEXT"]},"#
        + #""realtimeInputConfig":{"automaticActivityDetection":{"silenceDurationMs":500}},"#
        + #""inputAudioTranscription":{},\#(kept)"#,
      produces: .text,
      approximations: [
        "output is text: gemini-3.5-transcribe-live-preview has no voice",
        "voice alloy is not used: gemini-3.5-transcribe-live-preview has no choice of voice",
      ]),
  ]

  @Test("A wish becomes this setup", arguments: stories)
  func golden(_ story: Story) throws {
    var wanted = SessionConfiguration(defaultsOf: story.contract)
    story.change(&wanted)
    let outcome = try GeminiLive.vertex(story.model).negotiate(wanted)
    let text = String(decoding: outcome.setup, as: UTF8.self)
    let path = "projects/secret-project-7/locations/us-east4/publishers/google/models/\(story.model)"
    #expect(text == #"{"setup":{"model":"\#(path)",\#(story.setup)}}"#)
    #expect(outcome.produces == story.produces)
    #expect(outcome.approximations == story.approximations)
    try Emitted.client("setup-" + story.name.replacing(" ", with: "-").replacing(",", with: ""), [text])
  }

  @Test("Equal wishes give equal bytes")
  func equality() throws {
    let dialect = try GeminiLive.vertex()
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.voice = "KORE"
    wanted.instructions = "Be brief."
    var same = wanted
    same.voice = "alloy"
    same.noiseReduction = "far_field"
    same.outputFormat = .g711MuLaw
    #expect(try dialect.negotiate(wanted).setup == dialect.negotiate(same).setup)
    same.instructions = "Be very brief."
    #expect(try dialect.negotiate(wanted).setup != dialect.negotiate(same).setup)
  }

  @Test("What was negotiated can be negotiated again at no cost")
  func idempotent() throws {
    for story in Self.stories {
      var wanted = SessionConfiguration(defaultsOf: story.contract)
      story.change(&wanted)
      let dialect = try GeminiLive.vertex(story.model)
      let first = try dialect.negotiate(wanted)
      let second = try dialect.negotiate(first.effective)
      #expect(second.setup == first.setup)
      #expect(second.effective == first.effective)
    }
  }

  @Test("The session shows what is in effect")
  func effective() throws {
    var wanted = SessionConfiguration(defaultsOf: .beta, voice: "VERSE")
    wanted.noiseReduction = "near_field"
    wanted.tracing = RawJSON(validating: #""auto""#)
    wanted.truncation = RawJSON(validating: #"{"type":"retention_ratio","retention_ratio":0.8}"#)
    wanted.transcription = SessionConfiguration.Transcription(model: "whisper-1", language: "de")
    var expected = SessionConfiguration(defaultsOf: .beta, voice: "Puck")
    expected.transcription = SessionConfiguration.Transcription(model: "whisper-1")
    #expect(try GeminiLive.vertex().negotiate(wanted).effective == expected)
  }

  @Test("A session that names no voice has the configured one, or the model's own")
  func defaultVoice() throws {
    let wanted = SessionConfiguration(defaultsOf: .ga)
    #expect(try GeminiLive.vertex().negotiate(wanted).effective.voice == nil)
    let configured = try GeminiLive.vertex("gemini-3.8-live", GeminiLive.Settings(defaultVoice: "sulafat"))
    #expect(try configured.negotiate(wanted).effective.voice == "Sulafat")
  }

  @Test("The owner's map of voices comes before the default one")
  func ownVoices() throws {
    let settings = GeminiLive.Settings(voices: ["Alloy": "sulafat", "nova": "Leda"])
    let dialect = try GeminiLive.vertex("gemini-3.8-live", settings)
    for (name, voice) in [("alloy", "Sulafat"), ("NOVA", "Leda"), ("echo", "Puck"), ("gacrux", "Gacrux")] {
      #expect(try dialect.negotiate(SessionConfiguration(defaultsOf: .ga, voice: name)).effective.voice == voice)
    }
  }

  @Test("An unknown voice is an error that lists the voices")
  func unknownVoice() throws {
    let fault = #expect(throws: Fault.self) {
      try GeminiLive.vertex("gemini-2.0-flash-live-001").negotiate(
        SessionConfiguration(defaultsOf: .ga, voice: "Sulafat"))
    }
    #expect(fault?.param == "session.audio.output.voice")
    #expect(fault?.code == "invalid_value")
    #expect(fault?.message.contains("Puck, Charon, Kore, Fenrir, Aoede, Leda, Orus, Zephyr") == true)
    #expect(fault?.message.contains("alloy, ash") == true)
  }

  @Test("Turns that the client ends, or that are not answered by themselves, are ours to mark")
  func ourDetection() throws {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    func input() throws -> JSONNode? {
      try JSONNode.parse(GeminiLive.vertex().negotiate(wanted).setup)["setup"]?["realtimeInputConfig"]
    }
    wanted.turnDetection = nil
    #expect(try input()?.raw.text == #"{"automaticActivityDetection":{"disabled":true}}"#)
    wanted.turnDetection = TurnDetection(method: .semantic(.auto), createResponse: false)
    #expect(try input()?.raw.text == #"{"automaticActivityDetection":{"disabled":true}}"#)
    wanted.turnDetection?.interruptResponse = false
    #expect(
      try input()?.raw.text
        == #"{"automaticActivityDetection":{"disabled":true},"activityHandling":"NO_INTERRUPTION"}"#)
  }

  @Test(
    "PCM goes up at its own rate, G.711 at 16 kHz, and all at 16 kHz if so configured",
    arguments: [
      (AudioFormat.pcm16(rate: 8000), 8000), (.pcm16(rate: 16_000), 16_000), (.pcm16(rate: 24_000), 24_000),
      (.pcm16(rate: 48_000), 48_000), (.g711MuLaw, 16_000), (.g711ALaw, 16_000),
    ])
  func rates(_ format: AudioFormat, _ rate: Int) throws {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.inputFormat = format
    #expect(try GeminiLive.vertex().negotiate(wanted).upstreamRate == rate)
    let fixed = try GeminiLive.vertex("gemini-3.8-live", GeminiLive.Settings(inputRate: .hz16000))
    #expect(try fixed.negotiate(wanted).upstreamRate == 16_000)
  }

  @Test("Audio at a rate that cannot be resampled is refused")
  func badRate() throws {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.inputFormat = .pcm16(rate: 44_100)
    let fault = #expect(throws: Fault.self) { try GeminiLive.vertex().negotiate(wanted) }
    #expect(fault?.param == "session.audio.input.format.rate")
  }

  @Test("Capabilities are the profile's, with the owner's transcript style")
  func capabilities() throws {
    #expect(
      try GeminiLive.vertex().capabilities
        == Capabilities(contextUpdate: true, transcriptStyle: .auto))
    #expect(
      try GeminiLive.vertex("gemini-2.0-flash-live-001", .init(transcriptStyle: .cumulative)).capabilities
        == Capabilities(
          contextUpdate: false, transcriptStyle: .cumulative, contextTokens: 32_768))
    #expect(try GeminiLive.vertex("gemini-3.1-flash-live-preview").capabilities.opensWithHistory)
  }
}
