extension LoadReport {
  /// For people.
  package var text: String {
    var lines = [headline]
    if let percentiles = Self.percentiles(work) { lines += ["", "  \(caption): " + percentiles] }
    if mode != .idle { lines += LatencyChart.lines(work) }
    if let first = Self.percentiles(tally.firstDeltas) { lines += ["", "  to the first delta: " + first] }
    lines += remarks.isEmpty ? [] : [""] + remarks.map { "  " + $0 }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    let time = ReadableTime.digits(seconds)
    switch mode {
    case .idle: return "\(openSessions) sessions, silent for \(time) s"
    case .connects: return "\(work.count) connects in \(time) s: \(ReadableTime.digits(perSecond)) a second"
    case .turns:
      return "\(openSessions) sessions, \(work.count) turns in \(time) s: \(ReadableTime.digits(perSecond)) a second"
    case .saturated, .paced:
      return "\(openSessions) sessions, \(tally.framesSent) frames sent, \(work.count) back in \(time) s: "
        + "\(ReadableTime.digits(perSecond)) round trips a second"
    }
  }

  private var caption: String {
    switch mode {
    case .saturated, .paced: "round trip"
    case .turns: "item to response.done"
    case .connects, .idle: "connect to session.created"
    }
  }

  private var unit: String {
    switch mode {
    case .saturated, .paced: "round trip"
    case .turns: "turn"
    case .connects, .idle: "connect"
    }
  }

  private static func percentiles(_ histogram: LatencyHistogram) -> String? {
    guard histogram.count > 0 else { return nil }
    let parts = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)].compactMap { name, fraction in
      histogram.percentile(fraction).map { "\(name) \(ReadableTime.text($0))" }
    }
    return (parts + ["max \(ReadableTime.text(histogram.largest))"]).joined(separator: ", ")
  }

  private var remarks: [String] {
    var remarks: [String] = []
    if case .paced = mode, work.count == 0 {
      remarks.append(
        "No audio came back: this server does not return what it hears, so there are no round trips to time. With "
          + "--echo-upstream a gateway has a model behind it that does.")
    }
    if case .paced = mode, work.count > 0, let lost, lost > 0.02 {
      remarks.append(
        "\(ReadableTime.digits(100 * lost)) % of the audio did not come back; the times are those of the rest.")
    }
    if openSessions < sessions, mode != .connects {
      remarks.append("Only \(openSessions) of \(sessions) sessions were open at the end.")
    }
    for (reason, count) in tally.failures.sorted(by: { $0.value > $1.value }) { remarks.append("\(count) × \(reason)") }
    if tally.skipped > 0 { remarks.append("\(tally.skipped) fell due while the session was busy, and were left out.") }
    if let each = cpuMicrosecondsEach {
      remarks.append("The watched process spent \(ReadableTime.digits(each)) µs of processor time on each \(unit).")
    }
    if let bytes = bytesPerSession {
      remarks.append("Its memory grew by \(ReadableTime.digits(Double(bytes) / 1_024)) KiB for each session.")
    }
    // What it was late by is part of what it timed.
    if let late = tally.lateness.percentile(0.99), let half = work.percentile(0.5), late > max(1_000_000, half / 10) {
      remarks.append(
        "The generator itself was late: p99 \(ReadableTime.text(late)). Give it a core of its own, or fewer sessions.")
    }
    return remarks
  }
}
