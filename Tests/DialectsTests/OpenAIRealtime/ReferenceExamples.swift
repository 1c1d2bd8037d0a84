import Foundation
import Testing

/// The example events of the OpenAI reference: one per event type and generation.
struct ReferenceExamples {
  private let events: [String: [String: [String: Any]]]

  init() throws {
    let file = PackageFiles.root.appending(path: "Tests/Schemas/openai-realtime.examples.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    events = try #require(json as? [String: [String: [String: Any]]])
  }

  /// `generation` is `ga` or `beta`, `side` is `client` or `server`; in the order of the types.
  func all(_ generation: String, _ side: String) throws -> [(type: String, event: [String: Any])] {
    let examples = try #require(events[generation]?[side])
    return try examples.sorted { $0.key < $1.key }.map { ($0.key, try #require($0.value as? [String: Any])) }
  }

  func event(_ generation: String, _ side: String, _ type: String) -> [String: Any]? {
    events[generation]?[side]?[type] as? [String: Any]
  }
}
