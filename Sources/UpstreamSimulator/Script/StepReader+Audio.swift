import ByteJSON

extension StepReader {
  private static let sources = ["tone_ms", "silence_ms", "speech", "wav", "pcm"]
  private static let longestMs = 600_000

  /// `{"tone_ms":500,"hz":440}`, `{"speech":"Hello there"}`, `{"wav":"hello.wav"}` …
  func audio(_ value: JSONNode) throws(ScriptError) -> ScriptedAudio {
    try allow(value, Self.sources + ["hz", "rate", "chunk_ms", "pace", "transcript"])
    let (samples, rate) = try sound(value)
    let chunk = try integer(value, "chunk_ms", in: 1...60_000) ?? 40
    var pace: Double?
    if let number = value["pace"] {
      guard let factor = number.double, (0...100).contains(factor) else {
        throw error("`pace` must be a number from 0, all at once, to 100; 1 is real time")
      }
      pace = factor
    }
    return ScriptedAudio(
      samples: samples, rate: rate, chunkMs: chunk, pace: pace, transcript: value["transcript"]?.string)
  }

  private func sound(_ value: JSONNode) throws(ScriptError) -> (samples: [UInt8], rate: Int) {
    let found = Self.sources.filter { value[$0] != nil }
    guard found.count == 1 else {
      throw error("`send_audio` takes exactly one of: \(Self.sources.joined(separator: ", "))")
    }
    let rate = SyntheticSpeech.rate
    if let length = try integer(value, "tone_ms", in: 1...Self.longestMs) {
      let pitch = value["hz"]?.double ?? 440
      return (SyntheticSpeech.tone(hertz: pitch, milliseconds: length), rate)
    }
    if let length = try integer(value, "silence_ms", in: 1...Self.longestMs) {
      return ([UInt8](repeating: 0, count: length * rate / 1000 * 2), rate)
    }
    if let speech = value["speech"]?.string {
      return (speech.split(separator: " ").flatMap { SyntheticSpeech.say(String($0)) }, rate)
    }
    if let path = value["wav"]?.string {
      let bytes = try load(path)
      guard let file = WaveFile(bytes) else {
        throw error("`\(path)` is no WAV file with 16-bit samples and one channel")
      }
      return (file.samples, file.rate)
    }
    guard let path = value["pcm"]?.string else {
      throw error("`\(found[0])` must be a string")
    }
    let bytes = try load(path)
    guard bytes.count.isMultiple(of: 2) else { throw error("`\(path)` ends in the middle of a 16-bit sample") }
    return (bytes, try integer(value, "rate", in: 1...192_000) ?? rate)
  }

  private func load(_ path: String) throws(ScriptError) -> [UInt8] {
    do {
      return try loadFile(path)
    } catch {
      throw self.error("`\(path)` cannot be read: \(error)")
    }
  }
}
