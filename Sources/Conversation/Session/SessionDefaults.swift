/// What the operator's configuration, and the client secret that opened it, give a session before its client says
/// anything.
package struct SessionDefaults: Equatable, Sendable {
  /// Hz of input PCM, from `?input_rate=` or the model's entry; nil: the contract's.
  package var inputRate: Int?
  package var voice: String?
  /// The session that a client secret carries, on top of the contract's defaults.
  package var changes: [SessionChange]
  /// What the client may neither change nor read.
  package var pins: Pins

  package init(
    inputRate: Int? = nil, voice: String? = nil, changes: [SessionChange] = [], pins: Pins = .none
  ) {
    self.inputRate = inputRate
    self.voice = voice
    self.changes = changes
    self.pins = pins
  }

  /// What a client means by `changes`. 24 kHz is the only rate that OpenAI's schema can say, so where the operator or the
  /// query stated another one, a stock client that says 24 kHz says nothing.
  func understood(_ changes: [SessionChange]) -> [SessionChange] {
    guard let inputRate else { return changes }
    return changes.map { $0 == .inputFormat(.pcm(rate: 24_000)) ? .inputFormat(.pcm(rate: inputRate)) : $0 }
  }

  /// What a session starts with.
  package func configuration(under contract: ClientContract) -> SessionConfiguration {
    SessionConfiguration(defaultsOf: contract, inputRate: inputRate, voice: voice)
      .applying(understood(changes), under: contract)
  }
}
