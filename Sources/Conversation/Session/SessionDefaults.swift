/// What the operator's configuration gives a session before its client says anything.
package struct SessionDefaults: Equatable, Sendable {
  /// Hz of input PCM, from `?input_rate=` or the model's entry; nil: the contract's.
  package var inputRate: Int?
  package var voice: String?

  package init(inputRate: Int? = nil, voice: String? = nil) {
    self.inputRate = inputRate
    self.voice = voice
  }

  func configuration(under contract: ClientContract) -> SessionConfiguration {
    SessionConfiguration(defaultsOf: contract, inputRate: inputRate, voice: voice)
  }
}
