import VoiceAudio

/// `value` with so many decimals, right-aligned in `width` columns.
func column(_ value: Double, decimals: Int, width: Int) -> String {
  let scale = decimals == 0 ? 1 : 100.0
  let whole = Int((value * scale).rounded())
  let text = decimals == 0 ? "\(whole)" : "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

print("    from       to   ours µs  speex µs   ratio")
for from in Resampler.rates {
  for to in Resampler.rates where to != from {
    guard let cost = Measurement(from: from, to: to, rounds: 40, chunks: 1_000) else { continue }
    print(
      column(Double(from), decimals: 0, width: 8), column(Double(to), decimals: 0, width: 8),
      column(cost.ours / 1_000, decimals: 2, width: 9), column(cost.speex / 1_000, decimals: 2, width: 9),
      column(cost.ratio, decimals: 2, width: 7))
  }
}
