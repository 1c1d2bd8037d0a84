package import Conversation

extension GeminiLive {
  package func negotiate(_ wanted: SessionConfiguration) throws(Fault) -> Negotiation {
    let outcome = try SetupNegotiation(wanted, profile: profile, settings: settings, modelPath: modelPath)
    return Negotiation(
      effective: outcome.effective, setup: outcome.setup.message,
      base: profile.contextUpdate ? outcome.setup.withoutContext.message : outcome.setup.message,
      produces: outcome.setup.modality == .text ? .text : .audio, upstreamRate: outcome.upstreamRate,
      approximations: outcome.approximations)
  }
}
