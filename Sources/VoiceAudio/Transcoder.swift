/// Turns the audio of one stream from one format into another: bytes in, base64 text out. Stateful: a
/// sample may be cut by a chunk border, and the resampler looks 2.5 ms ahead.
package struct Transcoder: Sendable {
  package let from: AudioFormat
  package let to: AudioFormat

  private var resampler: Resampler
  /// The first half of a 16-bit sample whose second half has not come.
  private var half: UInt8?
  // Kept for their capacity alone.
  private var samples: [Int16] = []
  private var resampled: [Int16] = []
  private var output: [UInt8] = []

  /// Nil if a rate is none of `Resampler.rates`.
  package init?(from: AudioFormat, to: AudioFormat) {
    guard let resampler = Resampler(from: from.rate, to: to.rate) else { return nil }
    self.from = from
    self.to = to
    self.resampler = resampler
  }

  /// True if the formats are the same, so that nothing needs to be decoded.
  package var isIdentity: Bool { from == to }

  /// Takes decoded bytes of the stream. `text` then holds the base64 of the samples that they
  /// complete and nothing else: a text by itself, padded; empty if no sample is complete.
  package mutating func transcode(_ bytes: RawSpan, into text: inout [UInt8]) {
    decode(bytes)
    resampled.removeAll(keepingCapacity: true)
    resampler.process(samples, appendingTo: &resampled)
    encode(into: &text)
  }

  /// Ends the stream: `text` then holds what was still owed. A half sample is dropped. The transcoder
  /// is then as new.
  package mutating func flush(into text: inout [UInt8]) {
    half = nil
    resampled.removeAll(keepingCapacity: true)
    resampler.flush(appendingTo: &resampled)
    encode(into: &text)
  }

  /// All of a stream of PCM16 at once, from its first sample to its last, as PCM16 bytes.
  package mutating func resampled(_ bytes: [UInt8]) -> [UInt8] {
    decode(bytes.span.bytes)
    resampled.removeAll(keepingCapacity: true)
    resampler.process(samples, appendingTo: &resampled)
    resampler.flush(appendingTo: &resampled)
    half = nil
    return resampled.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private mutating func decode(_ bytes: RawSpan) {
    samples.removeAll(keepingCapacity: true)
    switch from {
    case .pcm16: bytes.withUnsafeBytes { decodePCM($0) }
    case .g711MuLaw: G711.decode(bytes, .mu, appendingTo: &samples)
    case .g711ALaw: G711.decode(bytes, .a, appendingTo: &samples)
    }
  }

  private mutating func decodePCM(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    if let low = half, let high = rest.popFirst() {
      samples.append(Int16(bitPattern: UInt16(high) << 8 | UInt16(low)))
      half = nil
    }
    samples.reserveCapacity(samples.count + rest.count / 2)
    let whole = UnsafeRawBufferPointer(rebasing: rest.dropLast(rest.count % 2))
    for offset in stride(from: 0, to: whole.count, by: 2) {
      samples.append(Int16(littleEndian: whole.loadUnaligned(fromByteOffset: offset, as: Int16.self)))
    }
    if rest.count % 2 == 1 { half = rest.last }
  }

  private mutating func encode(into text: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    switch to {
    case .pcm16:
      for sample in resampled {
        output.append(UInt8(truncatingIfNeeded: sample))
        output.append(UInt8(truncatingIfNeeded: sample >> 8))
      }
    case .g711MuLaw: G711.encode(resampled, .mu, appendingTo: &output)
    case .g711ALaw: G711.encode(resampled, .a, appendingTo: &output)
    }
    text.removeAll(keepingCapacity: true)
    Base64.encode(output.span.bytes, appendingTo: &text)
  }
}
