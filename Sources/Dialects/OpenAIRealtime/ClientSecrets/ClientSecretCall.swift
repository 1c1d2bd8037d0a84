/// The three calls that make a client secret; the raw value is the last part of their path.
package enum ClientSecretCall: String, CaseIterable, Equatable, Sendable {
  /// `{"expires_after":…,"session":{…}}`, since 2025-08-28.
  case clientSecrets = "client_secrets"
  /// The beta's: a flat session.
  case sessions
  /// The beta's for transcription: a flat transcription session.
  case transcriptionSessions = "transcription_sessions"
}
