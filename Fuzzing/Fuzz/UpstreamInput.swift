import ByteJSON
import Conversation
import Dialects

/// Reads a message as the model's, for one model of each family.
enum UpstreamInput {
  private static let models = [
    "gemini-3.8-live", "gemini-live-2.5-flash-native-audio", "gemini-2.0-flash-live-001",
  ]

  static func read(_ bytes: [UInt8]) {
    for model in models {
      let options = UpstreamOptions(project: "p", location: "us-central1")
      guard var dialect = try? DialectCatalog.route(to: "vertex_ai/" + model, options).dialect else {
        claim(false, "\(model) is not in the catalogue")
        continue
      }
      guard case .events(let events) = dialect.decode(bytes.span.bytes) else { continue }
      for case .audio(let payload, _, _) in events {
        claim(payload.lowerBound >= 0 && payload.upperBound <= bytes.count, "audio outside of the message")
      }
    }
  }
}
