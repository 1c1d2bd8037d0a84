internal import NIOCore
internal import WebSocket

/// Where the calls of one event loop decode the client's audio, one append after the other.
final class AudioScratch {
  static let local = LoopLocal { _ in AudioScratch() }

  /// Bytes of PCM16; between two messages they mean nothing.
  var samples: [UInt8] = []
}
