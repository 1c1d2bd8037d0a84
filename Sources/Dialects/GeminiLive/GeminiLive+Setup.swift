package import Conversation

extension GeminiLive {
  package func negotiate(_ wanted: SessionConfiguration) throws(Fault) -> Negotiation {
    let outcome = try SetupNegotiation(wanted, profile: profile, settings: settings, modelPath: modelPath)
    let setup = outcome.setup.message
    let isBase = !profile.contextUpdate || !outcome.setup.hasContext
    return Negotiation(
      effective: outcome.effective, setup: setup, base: isBase ? setup : outcome.setup.withoutContext.message,
      produces: outcome.setup.modality == .text ? .text : .audio, upstreamRate: outcome.upstreamRate,
      approximations: outcome.approximations)
  }
}
