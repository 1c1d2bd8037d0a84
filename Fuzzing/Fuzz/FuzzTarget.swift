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

  typealias Entry = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  var entry: Entry {
    switch self {
    case .client: { FuzzTarget.run($0, $1, ClientInput.read) }
    case .upstream: { FuzzTarget.run($0, $1, UpstreamInput.read) }
    case .splice: { FuzzTarget.run($0, $1, SpliceInput.read) }
    case .base64: { FuzzTarget.run($0, $1, Base64Input.read) }
    case .audio: { FuzzTarget.run($0, $1, AudioInput.read) }
    case .frames: { FuzzTarget.run($0, $1, FrameInput.read) }
    case .configuration: { FuzzTarget.run($0, $1, ConfigurationInput.read) }
    case .simulator: { FuzzTarget.run($0, $1, SimulatorInput.read) }
    }
  }

  private static func run(_ data: UnsafePointer<UInt8>?, _ count: Int, _ read: ([UInt8]) -> Void) -> CInt {
    read(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }
}
