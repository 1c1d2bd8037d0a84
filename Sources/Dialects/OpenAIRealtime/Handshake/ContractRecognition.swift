package import Conversation

/// Which contract a connection starts under: the table of section 2 of the OpenAI reference, as semantics 1 reads it.
package enum ContractRecognition {
  /// `forced` is the contract that the query or the configuration names; it wins over every marker.
  package static func claim(
    _ facts: HandshakeFacts, at path: RealtimePath, forced: ClientContract?
  ) -> ContractClaim {
    if let forced { return ContractClaim(forced, .settled) }
    if speaksBeta(facts) { return ContractClaim(.beta, .settled) }
    if speaksGA(facts) { return ContractClaim(.ga, .settled) }
    switch path {
    case .bare: return ContractClaim(.plain, .movable)
    case .versioned, .azure: return ContractClaim(.ga, .movable)
    }
  }

  private static func speaksBeta(_ facts: HandshakeFacts) -> Bool {
    facts.headers["openai-beta"]?.contains("realtime=v1") == true
      || facts.subprotocols.contains("openai-beta.realtime-v1")
      // Legacy Azure; its GA endpoint has no such parameter.
      || facts.queryValue("api-version") != nil
  }

  /// Only stock clients send these; their beta clients always send the beta header too.
  private static func speaksGA(_ facts: HandshakeFacts) -> Bool {
    facts.subprotocols.contains { $0 == "realtime" || $0.hasPrefix("openai-agents-sdk") }
      || facts.headers.keys.contains { $0 == "x-openai-agents-sdk" || $0.hasPrefix("x-stainless-") }
      || facts.headers["user-agent"].map { agent in stockAgents.contains { agent.hasPrefix($0) } } == true
  }

  private static let stockAgents = [
    "Agents/Python", "Agents/JavaScript", "LiveKit Agents", "OpenAI/Python", "AsyncOpenAI/Python", "OpenAI/JS",
    "AsyncOpenAI/JS",
  ]
}
