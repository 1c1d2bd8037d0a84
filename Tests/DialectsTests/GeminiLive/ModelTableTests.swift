import Conversation
import Testing

@testable import Dialects

/// The whole table of models, row by row, as Google's pages had it on 2026-11-22.
@Suite("Gemini Live: every model")
struct ModelTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var id: String
    var services: [GeminiService.Kind]
    var status: ModelProfile.Status
    var outputs: ModelProfile.Outputs
    var voices: Int
    var seeding: ModelProfile.Seeding
    var transcripts: Capabilities.TranscriptStyle
    /// `contextUpdate` and `behavior` came together.
    var isNewest: Bool
    var thinking: ModelProfile.Thinking
    var proactivity: ModelProfile.Habit
    var language: ModelProfile.LanguageChoice
    var tools: Bool
    /// Tokens: what it remembers, and the longest answer.
    var tokens: (Int, Int)

    var testDescription: String { id }
  }

  static let rows: [Row] = [
    newest("gemini-3.8-live", [.vertex, .aiStudio], .none),
    newest("gemini-3.8-live-extended-thinking", [.aiStudio], .level),
    Row(
      id: "gemini-3.1-flash-live-preview", services: [.aiStudio], status: .retired(on: "2026-11-17"), outputs: .audio,
      voices: 30, seeding: .opening, transcripts: .auto, isNewest: false, thinking: .level, proactivity: .none,
      language: .uncertain, tools: true, tokens: (131_072, 65_536)),
    native("gemini-live-2.5-flash-native-audio", .vertex, .retiring(on: "2026-12-13")),
    native("gemini-live-2.5-flash-preview-native-audio-09-2025", .vertex, .preview),
    native("gemini-2.5-flash-native-audio-preview-12-2025", .aiStudio, .retired(on: "2026-11-17")),
    native("gemini-2.5-flash-native-audio-preview-09-2025", .aiStudio, .retired(on: "2026-11-17")),
    native("gemini-2.5-flash-native-audio-latest", .aiStudio, .retired(on: "2026-11-17")),
    halfCascade("gemini-live-2.5-flash", [.vertex], .preview),
    halfCascade("gemini-live-2.5-flash-preview", [.aiStudio], .retired(on: "2025-12-09")),
    halfCascade("gemini-2.0-flash-live-001", [.vertex, .aiStudio], .retired(on: "2025-12-09")),
    halfCascade("gemini-2.0-flash-live-preview-04-09", [.vertex], .retired(on: nil)),
    Row(
      id: "gemini-3.5-live-translate-preview", services: [.vertex, .aiStudio], status: .preview, outputs: .audio,
      voices: 0, seeding: .endingWithUser, transcripts: .auto, isNewest: false, thinking: .none, proactivity: .none,
      language: .translates, tools: false, tokens: (131_072, 65_536)),
    transcriber("gemini-3.5-transcribe-live-preview", .vertex),
    transcriber("gemini-3.5-transcribe-live", .aiStudio),
  ]

  private static func newest(
    _ id: String, _ services: [GeminiService.Kind], _ thinking: ModelProfile.Thinking
  ) -> Row {
    Row(
      id: id, services: services, status: .stable, outputs: .audio, voices: 30, seeding: .anyTime, transcripts: .auto,
      isNewest: true, thinking: thinking, proactivity: .always, language: .uncertain, tools: true,
      tokens: (131_072, 65_536))
  }

  private static func native(_ id: String, _ service: GeminiService.Kind, _ status: ModelProfile.Status) -> Row {
    Row(
      id: id, services: [service], status: status, outputs: .audio, voices: 30, seeding: .endingWithUser,
      transcripts: .delta, isNewest: false, thinking: .budget, proactivity: .setting, language: .uncertain,
      tools: true, tokens: (131_072, 65_536))
  }

  private static func halfCascade(
    _ id: String, _ services: [GeminiService.Kind], _ status: ModelProfile.Status
  ) -> Row {
    Row(
      id: id, services: services, status: status, outputs: .textOrAudio, voices: 8, seeding: .endingWithUser,
      transcripts: .delta, isNewest: false, thinking: .none, proactivity: .none, language: .honoured, tools: true,
      tokens: (32_768, 8_192))
  }

  private static func transcriber(_ id: String, _ service: GeminiService.Kind) -> Row {
    Row(
      id: id, services: [service], status: .preview, outputs: .text, voices: 0, seeding: .endingWithUser,
      transcripts: .auto, isNewest: false, thinking: .none, proactivity: .none, language: .none, tools: false,
      tokens: (131_072, 65_536))
  }

  @Test("A model is what Google says it is", arguments: rows)
  func row(_ row: Row) {
    let profile = ModelProfile.of(row.id)
    #expect(profile.id == row.id)
    #expect(profile.services == row.services)
    #expect(profile.status == row.status)
    #expect(profile.outputs == row.outputs)
    #expect(profile.voices.count == row.voices)
    #expect(profile.seeding == row.seeding)
    #expect(profile.transcriptStyle == row.transcripts)
    #expect(profile.contextUpdate == row.isNewest)
    #expect(profile.behaviorField == row.isNewest)
    #expect(profile.thinking == row.thinking)
    #expect(profile.proactivity == row.proactivity)
    // The newest feel and are proactive by themselves; those of 2025 want to be told; the others know neither.
    #expect(profile.affectiveDialog == row.proactivity)
    #expect(profile.language == row.language)
    #expect(profile.tools == row.tools)
    #expect(profile.customVocabulary == (row.isNewest || row.language == .none))
    #expect((profile.contextWindow, profile.longestAnswer) == row.tokens)
    #expect(profile.resumption && profile.compression)
  }

  @Test("There is a row for every model but our own simulator")
  func whole() {
    #expect(ModelProfile.table.map(\.id).filter { $0 != "gemini-live-simulator" } == Self.rows.map(\.id))
  }
}
