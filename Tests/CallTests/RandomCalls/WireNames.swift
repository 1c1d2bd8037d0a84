import Conversation

/// The server events of each dialect, by the schema; GA's leaves out what only the preview's clients know.
enum WireNames {
  static func belongs(_ type: String, to wire: ClientContract.Wire) -> Bool {
    switch wire {
    case .beta: beta.contains(type)
    case .ga: ga.contains(type)
    }
  }

  private static let beta = events("beta")
  private static let ga = events("ga").subtracting(["conversation.item.created", "conversation.created"])

  private static func events(_ dialect: String) -> Set<String> {
    Set(SchemaSampler(file: "openai-realtime.schema.json")?.index(dialect, "server").map(\.type) ?? [])
  }
}
