/// What all connections to Google share: sockets and token requests alike.
package struct UpstreamSettings: Equatable, Sendable {
  /// A PEM file of certificate authorities to trust besides the system's. Nil: the system's alone.
  package var caFile: String?
  /// OpenAI voice name to Gemini voice name, for models without a map of their own.
  package var voices: [String: String]

  package init(caFile: String? = nil, voices: [String: String] = [:]) {
    self.caFile = caFile
    self.voices = voices
  }
}
