import Conversation
import Dialects

/// The upstream dialect that a story's header names: `model`, and what the configuration could say about it.
enum StoryUpstream {
  static func dialect(for header: [String: Any]) throws -> any UpstreamDialect {
    let style = (header["transcript_style"] as? String).flatMap(Capabilities.TranscriptStyle.init(rawValue:))
    let rate: GeminiLive.Settings.InputRate = header["upstream_input_rate"] as? Int == 16_000 ? .hz16000 : .native
    let options = UpstreamOptions(
      project: "a-project", location: header["location"] as? String ?? "us-central1",
      gemini: GeminiLive.Settings(
        inputRate: rate, transcriptStyle: style,
        audioItems: (header["audio_items"] as? String).flatMap(GeminiLive.Settings.AudioItems.init(rawValue:)) ?? .send,
        setup: SetupBlock(story: header["setup"] as? [String: Any] ?? [:])))
    let model = header["model"] as? String ?? "gemini-3.8-live"
    return try DialectCatalog.route(to: "vertex_ai/" + model, options).dialect
  }
}
