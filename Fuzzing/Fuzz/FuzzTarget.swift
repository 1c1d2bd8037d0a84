/// What can be fuzzed. Scripts know the targets by these names.
enum FuzzTarget: String, CaseIterable {
  /// A client's message, under every contract.
  case client
  /// A message of Gemini Live's.
  case upstream
  /// The short way of audio messages against the general reader.
  case splice
  /// Base64 against Foundation's.
  case base64
  /// Resampling and G.711, in pieces and at once.
  case audio
  /// WebSocket frames, in pieces and at once.
  case frames
  /// A configuration file.
  case configuration
  /// A client's message as the simulator reads it.
  case simulator

  func read(_ bytes: [UInt8]) {
    switch self {
    case .client: ClientInput.read(bytes)
    case .upstream: UpstreamInput.read(bytes)
    case .splice: SpliceInput.read(bytes)
    case .base64: Base64Input.read(bytes)
    case .audio: AudioInput.read(bytes)
    case .frames: FrameInput.read(bytes)
    case .configuration: ConfigurationInput.read(bytes)
    case .simulator: SimulatorInput.read(bytes)
    }
  }
}
