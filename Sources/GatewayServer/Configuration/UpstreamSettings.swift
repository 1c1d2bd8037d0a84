/// What all connections to Google share: sockets and token requests alike.
package struct UpstreamSettings: Equatable, Sendable {
  /// A PEM file of certificate authorities to trust besides the system's. Nil: the system's alone.
  package var caFile: String?
  /// OpenAI voice name to Gemini voice name, for models without a map of their own.
  package var voices: [String: String]

  /// How long a deployment that failed is passed over; twice as long after each further failure, up to 5 minutes.
  package var cooldown: Duration

  package init(caFile: String? = nil, voices: [String: String] = [:], cooldown: Duration = .seconds(5)) {
    self.caFile = caFile
    self.voices = voices
    self.cooldown = cooldown
  }
}
