internal import ByteJSON

extension LoadReport {
  /// For programs: times in microseconds, memory in bytes.
  package var json: String {
    var writer = JSONWriter()
    writer.object {
      $0.member("mode", mode.name)
      $0.member("sessions", sessions)
      $0.member("open_sessions", openSessions)
      $0.member("seconds", seconds)
      $0.member("per_second", perSecond)
      $0.member("frames_sent", tally.framesSent)
      $0.member("skipped", tally.skipped)
      $0.member("lost", ifPresent: lost)
      $0.write("round_trips", tally.roundTrips)
      $0.write("turns", tally.turns)
      $0.write("first_deltas", tally.firstDeltas)
      $0.write("connects", tally.connect)
      $0.write("generator_lateness", tally.lateness)
      $0.object("failures") { for (reason, count) in tally.failures.sorted(by: <) { $0.member(named: reason, count) } }
      $0.write("watched", watched)
      $0.write("generator", own)
      $0.member("cpu_us_each", ifPresent: cpuMicrosecondsEach)
      $0.member("bytes_per_session", ifPresent: bytesPerSession)
    }
    return writer.text
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ name: StaticString, _ histogram: LatencyHistogram) {
    object(name) {
      $0.member("count", histogram.count)
      guard histogram.count > 0 else { return }
      let percentiles: [(StaticString, Double)] = [
        ("p50_us", 0.5), ("p90_us", 0.9), ("p99_us", 0.99), ("p999_us", 0.999),
      ]
      for (key, fraction) in percentiles {
        $0.member(key, ifPresent: histogram.percentile(fraction).map { Double($0) / 1_000 })
      }
      $0.member("max_us", Double(histogram.largest) / 1_000)
      $0.member("mean_us", Double(histogram.mean) / 1_000)
    }
  }

  fileprivate mutating func write(_ name: StaticString, _ usage: LoadReport.Usage?) {
    guard let usage else { return }
    object(name) {
      $0.member("cpu_us", Double(usage.cpuNanoseconds) / 1_000)
      $0.member("resident_bytes_before", usage.residentBytesBefore)
      $0.member("resident_bytes_after", usage.residentBytesAfter)
    }
  }
}
