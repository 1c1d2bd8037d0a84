package import VoiceAudio

/// What an aside wants of its connection.
package enum AsideStep: Equatable, Sendable {
  /// `output` is the format in which its client hears it.
  case dial(output: AudioFormat)
  case command(UpstreamCommand)
  case close
}
