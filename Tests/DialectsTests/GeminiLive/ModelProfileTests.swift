import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: model profiles")
struct ModelProfileTests {
  @Test("Every model is in the table once, and only plain ids")
  func unique() {
    let ids = ModelProfile.table.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(throws: Never.self) { try GeminiEndpoint(.aiStudio, model: id) } }
  }

  @Test(
    "An unknown id is taken for the newest of its generation",
    arguments: [
      ("gemini-3.9-live-preview", "gemini-3.8-live"), ("gemini-3-live", "gemini-3.8-live"),
      ("gemini-live-2.5-flash-native-audio-2027", "gemini-live-2.5-flash-native-audio"),
      ("gemini-2.5-flash-something", "gemini-live-2.5-flash-native-audio"),
      ("my-tuned-model", "gemini-live-2.5-flash-native-audio"),
    ])
  func unknown(_ id: String, _ like: String) {
    var expected = ModelProfile.of(like).named(id)
    expected.status = .unlisted
    expected.services = [.vertex, .aiStudio]
    #expect(ModelProfile.of(id) == expected)
  }

  @Test("Only half-cascade models answer in text, with eight voices")
  func halfCascade() {
    for profile in ModelProfile.table where profile.outputs == .textOrAudio && profile.id.hasPrefix("gemini-2") {
      #expect(profile.voices == GeminiVoices.halfCascade)
      #expect(profile.language == .honoured)
    }
    #expect(ModelProfile.of("gemini-2.0-flash-live-001").outputs == .textOrAudio)
    #expect(ModelProfile.of("gemini-live-2.5-flash").outputs == .textOrAudio)
    #expect(ModelProfile.of("gemini-3.8-live").outputs == .audio)
    #expect(GeminiVoices.halfCascade.count == 8)
  }

  @Test("There are thirty voices, and the default map names only such as every model has")
  func voices() {
    #expect(Set(GeminiVoices.all).count == 30)
    #expect(Set(GeminiVoices.halfCascade).isSubset(of: GeminiVoices.all))
    #expect(Set(GeminiVoices.forOpenAI.values).isSubset(of: GeminiVoices.halfCascade))
    let openAI = ["alloy", "ash", "ballad", "cedar", "coral", "echo", "marin", "sage", "shimmer", "verse"]
    #expect(GeminiVoices.forOpenAI.keys.sorted() == openAI)
  }

  @Test("A voice is found whatever the case of its letters")
  func voiceNames() {
    #expect(ModelProfile.of("gemini-3.8-live").voice(named: "kORE") == "Kore")
    #expect(ModelProfile.of("gemini-2.0-flash-live-001").voice(named: "Sulafat") == nil)
  }

  @Test("Thinking and proactivity are sent to no model that closes on them")
  func refused() {
    let newest = ModelProfile.of("gemini-3.8-live")
    #expect(newest.thinking == .none && newest.proactivity == .always && newest.behaviorField && newest.contextUpdate)
    let older = ModelProfile.of("gemini-live-2.5-flash-native-audio")
    #expect(
      older.thinking == .budget && !older.behaviorField && !older.contextUpdate && older.affectiveDialog == .setting)
    #expect(ModelProfile.of("gemini-3.8-live-extended-thinking").thinking == .level)
  }
}
