package import Conversation

/// What one model makes of OpenAI's protocol: the answer to `GET /v1/capabilities?model=`. Made of the same rows as
/// the protocol map, those that hold for this model.
package struct CapabilityReport: Equatable, Sendable {
  /// What an owner allows one session.
  package struct Limits: Equatable, Sendable {
    package var sessionSeconds: Int
    package var idleSeconds: Int
    /// Bytes of one message from a client.
    package var messageBytes: Int
    /// Items kept on record.
    package var items: Int

    package init(sessionSeconds: Int, idleSeconds: Int, messageBytes: Int, items: Int) {
      self.sessionSeconds = sessionSeconds
      self.idleSeconds = idleSeconds
      self.messageBytes = messageBytes
      self.items = items
    }
  }

  /// What clients ask for.
  package var model: String
  package var profile: ModelProfile
  package var service: GeminiService.Kind
  package var settings: GeminiLive.Settings
  /// Forced by the configuration. Nil: any, as seen at the handshake.
  package var contract: ClientContract?
  /// Hz, forced by the configuration. Nil: the contract's.
  package var inputRate: Int?
  package var limits: Limits

  package init(
    model: String, profile: ModelProfile, service: GeminiService.Kind, settings: GeminiLive.Settings,
    contract: ClientContract? = nil, inputRate: Int? = nil, limits: Limits
  ) {
    self.model = model
    self.profile = profile
    self.service = service
    self.settings = settings
    self.contract = contract
    self.inputRate = inputRate
    self.limits = limits
  }

  /// The rows of a table that hold for this model.
  func rows(_ table: MapTable) -> [MapRow] { table.rows.filter { $0.condition.holds(for: profile) } }

  /// Voices by the names that a client may say: the owner's and OpenAI's, each with the one it gets here. Those that
  /// this model has not are left out.
  var voiceMap: [(name: String, voice: String)] {
    settings.voices.sorted { $0.key < $1.key }.compactMap { name, voice in
      profile.voice(named: voice).map { (name, $0) }
    }
  }
}
