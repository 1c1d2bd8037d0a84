/// A piece of media from a client, base64 already taken off.
package struct MediaBlob: Equatable, Sendable {
  package var mimeType: String
  package var bytes: [UInt8]

  package init(mimeType: String, bytes: [UInt8]) {
    self.mimeType = mimeType
    self.bytes = bytes
  }

  /// The sample rate in Hz if this is raw PCM: `audio/pcm;rate=16000`. Without a rate it is 16,000 Hz.
  /// Nil for anything else, and for a rate that no one records at.
  package var pcmRate: Int? {
    let parts = mimeType.lowercased().split(separator: ";")
    guard parts.first?.filter({ $0 != " " }) == "audio/pcm" else { return nil }
    for part in parts.dropFirst() {
      let pair = part.filter { $0 != " " }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0] == "rate" else { continue }
      guard let rate = Int(pair[1]), (8_000...96_000).contains(rate) else { return nil }
      return rate
    }
    return 16_000
  }

  /// How long a WAVE file of 16-bit samples lasts; nil for anything else.
  var waveMs: Int64? {
    guard mimeType.lowercased() == "audio/wav", let file = WaveFile(bytes) else { return nil }
    return Int64(file.samples.count / 2 * 1_000 / file.rate)
  }

  /// A frame of a video.
  var isPicture: Bool {
    ["image/jpeg", "image/png", "image/webp"].contains(mimeType.lowercased())
  }

  /// A picture in an item; what a telephone takes is no frame, but a picture.
  var isStillPicture: Bool { isPicture || ["image/heic", "image/heif"].contains(mimeType.lowercased()) }

  var isSound: Bool { mimeType.lowercased().hasPrefix("audio/") }
}
