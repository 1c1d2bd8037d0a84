/// How samples are written into bytes. Always one channel.
package enum AudioFormat: Equatable, Hashable, Sendable {
  /// Signed 16-bit samples, little-endian; the rate in Hz.
  case pcm16(rate: Int)
  /// ITU-T G.711 µ-law, one byte a sample at 8000 Hz.
  case g711MuLaw
  /// ITU-T G.711 A-law, one byte a sample at 8000 Hz.
  case g711ALaw

  /// Samples per second.
  package var rate: Int {
    switch self {
    case .pcm16(let rate): rate
    case .g711MuLaw, .g711ALaw: 8000
    }
  }

  package var bytesPerSample: Int {
    switch self {
    case .pcm16: 2
    case .g711MuLaw, .g711ALaw: 1
    }
  }

  /// Bytes per millisecond; whole for every rate that the resampler knows.
  package var bytesPerMillisecond: Int { countedRate * bytesPerSample / 1000 }

  /// Milliseconds that so many bytes last, rounded down.
  package func milliseconds(ofBytes count: Int) -> Int { count * 1000 / (countedRate * bytesPerSample) }

  /// Bytes that so many milliseconds take; always whole samples.
  package func bytes(ofMilliseconds milliseconds: Int) -> Int { milliseconds * countedRate / 1000 * bytesPerSample }

  /// The rate, where a peer may have stated 0 or a number that overflows: nobody divides by it.
  private var countedRate: Int { min(max(rate, 1), AudioFormat.highestRate) }

  /// No sound card goes higher, in Hz.
  private static let highestRate = 192_000

  /// `audio/pcm;rate=16000`, `audio/pcmu` or `audio/pcma`.
  package var mimeType: String {
    switch self {
    case .pcm16(let rate): "audio/pcm;rate=\(rate)"
    case .g711MuLaw: "audio/pcmu"
    case .g711ALaw: "audio/pcma"
    }
  }

  /// Reads what `mimeType` writes, letters in any case, spaces around `;` and `=`, other parameters
  /// ignored. PCM that states no rate has `defaultRate`. Nil for any other type and for a rate that is
  /// no number from 1 to 192000.
  package init?(mimeType: String, defaultRate: Int = 24000) {
    let parts = mimeType.lowercased().split(separator: ";", omittingEmptySubsequences: false).map(AudioFormat.trimmed)
    switch parts[0] {
    case "audio/pcm", "audio/l16":
      var rate: Int? = defaultRate
      for part in parts.dropFirst() {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(AudioFormat.trimmed)
        if pair.count == 2, pair[0] == "rate" { rate = Int(pair[1]) }
      }
      guard let rate, (1...AudioFormat.highestRate).contains(rate) else { return nil }
      self = .pcm16(rate: rate)
    case "audio/pcmu": self = .g711MuLaw
    case "audio/pcma": self = .g711ALaw
    default: return nil
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    guard let first = text.firstIndex(where: { $0 != " " }), let last = text.lastIndex(where: { $0 != " " })
    else { return "" }
    return text[first...last]
  }
}
