import VoiceAudio

/// The cost of one pair of rates, in nanoseconds for each 20 ms of audio: the fastest of several rounds, because
/// everything that disturbs a round only makes it slower.
struct Measurement {
  let from: Int
  let to: Int
  let ours: Double
  let speex: Double

  init?(from: Int, to: Int, rounds: Int, chunks: Int) {
    guard var resampler = Resampler(from: from, to: to), let other = SpeexResampler(from: from, to: to, quality: 5)
    else { return nil }
    self.from = from
    self.to = to
    let input = (0..<(from / 50)).map { Int16(truncatingIfNeeded: ($0 &* 7919) % 20_000 - 10_000) }
    var output = [Int16](repeating: 0, count: to / 50 + 16)
    var checksum = 0
    let clock = ContinuousClock()
    var best = (ours: Duration.seconds(1_000), speex: Duration.seconds(1_000))
    // Turn by turn, so that a busy machine is unfair to both.
    for _ in 0..<rounds {
      let ours = clock.measure {
        for _ in 0..<chunks {
          output.removeAll(keepingCapacity: true)
          resampler.process(input, appendingTo: &output)
          checksum &+= output.count
        }
      }
      output = [Int16](repeating: 0, count: to / 50 + 16)
      let speex = clock.measure {
        for _ in 0..<chunks { checksum &+= other.process(input, into: &output) }
      }
      best = (min(best.ours, ours), min(best.speex, speex))
    }
    // Keeps the compiler from leaving the work out.
    if checksum == 0 { return nil }
    ours = best.ours / .nanoseconds(chunks)
    speex = best.speex / .nanoseconds(chunks)
  }

  var ratio: Double { ours / speex }
}
