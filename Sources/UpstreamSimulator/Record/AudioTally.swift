import Crypto

/// Counts and fingerprints the audio that a client has sent, so that it can be compared with what it meant to send.
package struct AudioTally: Sendable {
  /// Bytes of PCM after base64, of all `realtimeInput` audio in order.
  package private(set) var bytes = 0
  /// Those inside an activity: all of them with automatic detection, else those between `activityStart` and
  /// `activityEnd`.
  package private(set) var activityBytes = 0
  private var all = SHA256()
  private var active = SHA256()
  private var detectsAutomatically = true
  private var isActive = false

  package init() {}

  /// Those that the service threw away: outside every activity.
  package var discardedBytes: Int { bytes - activityBytes }

  /// SHA-256 of all audio bytes, in lower-case hex.
  package var digest: String { Self.hex(all) }

  /// SHA-256 of the audio bytes inside activities.
  package var activityDigest: String { Self.hex(active) }

  package mutating func received(_ message: ClientMessage) {
    switch message {
    case .setup(let setup): detectsAutomatically = setup.detection.isAutomatic
    case .realtimeInput(.audio(let blob)): add(blob)
    case .realtimeInput(.mediaChunks(let blobs)):
      for blob in blobs where blob.pcmRate != nil { add(blob) }
    case .realtimeInput(.activityStart): isActive = true
    case .realtimeInput(.activityEnd): isActive = false
    case .realtimeInput(.video), .realtimeInput(.text), .realtimeInput(.audioStreamEnd), .clientContent,
      .toolResponse, .contextUpdate:
      return
    }
  }

  private mutating func add(_ blob: MediaBlob) {
    bytes += blob.bytes.count
    all.update(data: blob.bytes)
    guard detectsAutomatically || isActive else { return }
    activityBytes += blob.bytes.count
    active.update(data: blob.bytes)
  }

  private static func hex(_ hash: SHA256) -> String {
    hash.finalize().map { byte in
      let digits = Array("0123456789abcdef")
      return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }.joined()
  }
}
