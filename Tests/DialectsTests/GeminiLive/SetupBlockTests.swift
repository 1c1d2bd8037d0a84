import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: what only Gemini has")
struct SetupBlockTests {
  struct Story: Sendable, CustomTestStringConvertible {
    var name: String
    var model = "gemini-3.8-live"
    var block: @Sendable (inout SetupBlock) -> Void
    /// Texts that the setup holds.
    var has: [String]
    var hasNot: [String] = []

    var testDescription: String { name }
  }

  static let stories: [Story] = [
    Story(
      name: "nothing", block: { _ in }, has: [#""generationConfig":{"responseModalities":["AUDIO"]}"#],
      hasNot: ["tools"]),
    Story(
      name: "Google's search", block: { $0.googleSearch = .init() }, has: [#""tools":[{"googleSearch":{}}]"#]),
    Story(
      name: "search, enterprise search and retrieval",
      block: {
        $0.googleSearch = .init(excludedDomains: ["example.com"])
        $0.enterpriseWebSearch = .init()
        $0.retrieval = RawJSON(validating: #"{"vertexRagStore":{"ragResources":[{"ragCorpus":"c"}]}}"#)
      },
      has: [
        #""tools":[{"googleSearch":{"excludeDomains":["example.com"]}},{"enterpriseWebSearch":{}},"#
          + #"{"retrieval":{"vertexRagStore":{"ragResources":[{"ragCorpus":"c"}]}}}]"#
      ]),
    Story(
      name: "a language", model: "gemini-live-2.5-flash", block: { $0.languageCode = "de-DE" },
      has: [#""speechConfig":{"languageCode":"de-DE"}"#]),
    Story(
      name: "a translation", model: "gemini-3.5-live-translate-preview",
      block: { $0.translation = .init(target: "es-ES", echoesTarget: true) },
      has: [#""translationConfig":{"targetLanguageCode":"es-ES","echoTargetLanguage":true}"#]),
    Story(
      name: "a budget to think", model: "gemini-live-2.5-flash-native-audio",
      block: { $0.thinking = .init(budget: 0, includeThoughts: true) },
      has: [#""thinkingConfig":{"thinkingBudget":0,"includeThoughts":true}"#]),
    Story(
      name: "a level to think at", model: "gemini-3.8-live-extended-thinking",
      block: { $0.thinking = .init(level: .low) }, has: [#""thinkingConfig":{"thinkingLevel":"LOW"}"#]),
    Story(
      name: "affective and proactive, where it is a choice", model: "gemini-live-2.5-flash-native-audio",
      block: {
        $0.affectiveDialog = true
        $0.proactiveAudio = true
      },
      has: [#""enableAffectiveDialog":true"#, #""proactivity":{"proactiveAudio":true}"#]),
    Story(
      name: "affective and proactive, where it is a habit",
      block: {
        $0.affectiveDialog = true
        $0.proactiveAudio = true
      },
      has: [], hasNot: ["enableAffectiveDialog", "proactivity"]),
    Story(
      name: "safety",
      block: {
        $0.safety = [.init(.harassment, .blockOnlyHigh), .init(.dangerousContent, .off)]
        $0.safetyMethod = .probability
      },
      has: [
        #""safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH","method":"PROBABILITY"},"#
          + #"{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","threshold":"OFF","method":"PROBABILITY"}]"#
      ]),
    Story(
      name: "bills, words, pictures and turns",
      block: {
        $0.labels = ["team": "voice", "cost": "7"]
        $0.customVocabulary = ["Parley", "Zubenelgenubi"]
        $0.transcriptionLanguages = ["de-DE"]
        $0.mediaResolution = .low
        $0.turnCoverage = .allInput
        $0.explicitVADSignal = true
      },
      has: [
        #""labels":{"cost":"7","team":"voice"}"#,
        #""inputAudioTranscription":{"languageCodes":["de-DE"],"customVocabulary":["Parley","Zubenelgenubi"]}"#,
        #""mediaResolution":"MEDIA_RESOLUTION_LOW""#, #""turnCoverage":"TURN_INCLUDES_ALL_INPUT""#,
        #""explicitVadSignal":true"#,
      ]),
    Story(
      name: "how words are drawn",
      block: {
        $0.topP = 0.5
        $0.topK = 20
        $0.seed = 7
        $0.presencePenalty = -1
        $0.frequencyPenalty = 1.5
      },
      has: [#""topP":0.5,"topK":20,"seed":7,"presencePenalty":-1,"frequencyPenalty":1.5"#]),
  ]

  @Test("A block is in the setup, in Google's words", arguments: stories)
  func written(_ story: Story) throws {
    var block = SetupBlock()
    story.block(&block)
    #expect(block.problems(.of(story.model), on: .vertex) == [])
    let dialect = try GeminiLive.vertex(story.model, GeminiLive.Settings(setup: block))
    let setup = String(
      decoding: try dialect.negotiate(SessionConfiguration(defaultsOf: .ga)).setup, as: UTF8.self)
    for text in story.has { #expect(setup.contains(text), "\(setup)") }
    for text in story.hasNot { #expect(!setup.contains(text), "\(setup)") }
    try Emitted.client("block-" + story.name.replacing(" ", with: "-").replacing(",", with: ""), [setup])
  }

  @Test("Search stands beside the session's functions, and stays where these are switched off")
  func besideFunctions() throws {
    var block = SetupBlock()
    block.googleSearch = .init()
    let dialect = try GeminiLive.vertex("gemini-3.8-live", GeminiLive.Settings(setup: block))
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.tools = [Tool(name: "now")]
    let both = String(decoding: try dialect.negotiate(wanted).setup, as: UTF8.self)
    #expect(
      both.contains(#""tools":[{"functionDeclarations":[{"name":"now","behavior":"BLOCKING"}]},{"googleSearch":{}}]"#))
    wanted.toolChoice = .none
    let search = String(decoding: try dialect.negotiate(wanted).setup, as: UTF8.self)
    #expect(search.contains(#""tools":[{"googleSearch":{}}]"#))
  }

  @Test(
    "What a model does not know is named before it is asked",
    arguments: [
      ("gemini-3.8-live", "thinking", "gemini-3.8-live closes the connection"),
      ("gemini-3.8-live", "proactive_audio", "gemini-3.8-live always does this"),
      ("gemini-3.8-live", "affective_dialog", "gemini-3.8-live always does this"),
      ("gemini-3.8-live", "translation", "does not translate"),
      ("gemini-live-2.5-flash-native-audio", "thinking", "knows no level"),
      ("gemini-live-2.5-flash-native-audio", "custom_vocabulary", "takes no words"),
      ("gemini-3.8-live-extended-thinking", "thinking", "knows no budget"),
      ("gemini-live-2.5-flash", "affective_dialog", "does not know this"),
      ("gemini-3.5-live-translate-preview", "google_search", "has no tools"),
      ("gemini-3.5-live-translate-preview", "language_code", "translation.target"),
      ("gemini-3.5-transcribe-live-preview", "language_code", "does not speak"),
    ])
  func unknown(_ model: String, _ option: String, _ words: String) throws {
    let profile = ModelProfile.of(model)
    var block = SetupBlock()
    block.googleSearch = .init()
    block.languageCode = "de-DE"
    block.translation = .init(target: "de")
    block.thinking = profile.thinking == .budget ? .init(level: .high) : .init(budget: 100)
    block.proactiveAudio = false
    block.affectiveDialog = false
    block.customVocabulary = ["Parley"]
    let problems = block.problems(profile, on: .vertex)
    let problem = try #require(problems.first { $0.option == "setup." + option }, "\(problems)")
    #expect(problem.message.contains(words))
  }

  @Test("AI Studio has no enterprise search, retrieval, method of safety or explicit signals")
  func studio() {
    var block = SetupBlock()
    block.googleSearch = .init()
    block.enterpriseWebSearch = .init()
    block.retrieval = .emptyObject
    block.safetyMethod = .severity
    block.explicitVADSignal = true
    let profile = ModelProfile.of("gemini-3.8-live")
    #expect(block.problems(profile, on: .vertex) == [])
    #expect(
      block.problems(profile, on: .aiStudio).map(\.option) == [
        "setup.enterprise_web_search", "setup.retrieval", "setup.safety_method", "setup.explicit_vad_signal",
      ])
  }

  @Test("A model without tools refuses the session's functions, and names the field")
  func noFunctions() throws {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.tools = [Tool(name: "now")]
    let fault = #expect(throws: Fault.self) {
      try GeminiLive.vertex("gemini-3.5-live-translate-preview").negotiate(wanted)
    }
    #expect(fault?.param == "session.tools" && fault?.code == "unsupported_feature")
  }
}
