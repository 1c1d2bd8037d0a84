internal import VoiceAudio

/// The audio that the generator sends: a quiet hiss whose first samples carry the time of sending.
///
///     sample 0 … 7    a fixed pattern, by which a frame is known
///     sample 8 … 23   nanoseconds of the monotonic clock, four bits a sample, the highest first
///     sample 24 …     hiss
///
/// No sample is louder than 15 of 32,767, so that a speech detector does on it all the work that it does on a voice, and
/// hears none. Whoever passes the samples on unchanged, in whatever JSON, passes the time on.
struct StampedFrame {
  /// `{"type":"input_audio_buffer.append","audio":"…"}`.
  private(set) var message: [UInt8]
  /// Base64 characters of one frame.
  let characters: Int
  private let audioOffset: Int

  /// Characters that hold nothing but the pattern, and those behind them up to the end of the stamp: 5 and 11 groups.
  private static let patternLength = 20
  private static let stampEnd = 64
  private static let head = Array(#"{"type":"input_audio_buffer.append","audio":""#.utf8)
  private static let tail = Array(#""}"#.utf8)
  /// The samples of the pattern; the last one ends in the group where the stamp begins.
  private static let pattern: [UInt8] = [3, 1, 4, 1, 5, 9, 2, 6]
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// - Parameters:
  ///   - milliseconds: At least 1.
  ///   - rate: Hz; with `milliseconds` it makes at least 24 samples.
  init(milliseconds: Int, rate: Int) {
    var samples = [UInt8](repeating: 0, count: milliseconds * rate / 1_000 * 2)
    for (index, value) in Self.pattern.enumerated() { samples[2 * index] = value }
    var noise: UInt32 = 1
    for index in stride(from: 48, to: samples.count, by: 2) {
      noise = noise &* 1_664_525 &+ 1_013_904_223
      samples[index] = UInt8(noise >> 28)
    }
    var base64: [UInt8] = []
    Base64.encode(samples.span.bytes, appendingTo: &base64)
    message = Self.head + base64 + Self.tail
    characters = base64.count
    audioOffset = Self.head.count
  }

  /// Writes the time into the message.
  mutating func stamp(_ nanoseconds: UInt64) {
    message.withUnsafeMutableBufferPointer { message in
      var group: UInt32 = 0
      // The byte before the stamp is the silent half of the pattern's last sample.
      for index in Self.stampBytes {
        let nibble = index % 2 == 0 ? UInt32(truncatingIfNeeded: nanoseconds >> UInt64(60 - (index - 16) * 2)) & 15 : 0
        group = group << 8 | nibble
        guard index % 3 == 2 else { continue }
        let place = audioOffset + index / 3 * 4
        for character in 0..<4 {
          message[place + character] = Self.alphabet[Int(group >> UInt32(18 - 6 * character) & 63)]
        }
        group = 0
      }
    }
  }

  /// The time in the frame that begins at `offset` of a received message; nil if it is none of ours.
  func time(in received: UnsafeRawBufferPointer, at offset: Int) -> UInt64? {
    guard offset + Self.stampEnd <= received.count else { return nil }
    for index in 0..<Self.patternLength where received[offset + index] != message[audioOffset + index] { return nil }
    var time: UInt64 = 0
    for group in stride(from: Self.patternLength, to: Self.stampEnd, by: 4) {
      var bytes: UInt32 = 0
      for index in 0..<4 { bytes = bytes << 6 | UInt32(Self.values[Int(received[offset + group + index])]) }
      for index in 0..<3 where (group / 4 * 3 + index) % 2 == 0 {
        time = time << 4 | UInt64(bytes >> UInt32(16 - 8 * index) & 15)
      }
    }
    return time
  }

  private static let stampBytes = 15..<48
}
