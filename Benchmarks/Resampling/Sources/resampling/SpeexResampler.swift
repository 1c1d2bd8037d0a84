import CSpeexDSP

/// libspeexdsp's resampler, one channel of 16-bit samples.
final class SpeexResampler {
  private let state: OpaquePointer

  init?(from: Int, to: Int, quality: Int32) {
    guard let state = speex_resampler_init(1, UInt32(from), UInt32(to), quality, nil) else { return nil }
    self.state = state
  }

  deinit { speex_resampler_destroy(state) }

  /// Delay in ms.
  func delayMs(from rate: Int) -> Double { Double(speex_resampler_get_input_latency(state)) * 1000 / Double(rate) }

  /// Fills `output` from the start; returns how many samples it wrote.
  func process(_ input: [Int16], into output: inout [Int16]) -> Int {
    var taken = UInt32(input.count)
    var given = UInt32(output.count)
    speex_resampler_process_int(state, 0, input, &taken, &output, &given)
    return Int(given)
  }
}
