import ByteJSON

extension StepReader {
  private static let longestMs = 3_600_000

  /// The `network` of a connection.
  func network(_ value: JSONNode) throws(ScriptError) -> NetworkFaults {
    try allow(
      value,
      ["latency_ms", "jitter_ms", "segment_bytes", "pong_delay_ms", "stall", "half_open_after_ms", "reset_after_ms"])
    var faults = NetworkFaults()
    faults.latencyMs = try time(value, "latency_ms") ?? 0
    faults.jitterMs = try time(value, "jitter_ms") ?? 0
    faults.segmentBytes = try integer(value, "segment_bytes", in: 1...65_536)
    faults.pongDelayMs = try time(value, "pong_delay_ms") ?? 0
    faults.halfOpenAfterMs = try time(value, "half_open_after_ms")
    faults.resetAfterMs = try time(value, "reset_after_ms")
    if let stall = value["stall"] {
      try allow(stall, ["after_ms", "for_ms"])
      guard let length = try time(stall, "for_ms") else { throw error("`stall` needs `for_ms`: how long it lasts") }
      faults.stall = NetworkFaults.Stall(afterMs: try time(stall, "after_ms") ?? 0, forMs: length)
    }
    return faults
  }

  private func time(_ node: JSONNode, _ name: String) throws(ScriptError) -> Int64? {
    try integer(node, name, in: 0...Self.longestMs).map(Int64.init)
  }
}
