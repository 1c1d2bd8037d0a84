import AllocationCounter

/// One thing that is done to a frame, to be done many times.
struct Step {
  /// What the table and `allocations.json` call it.
  let name: String
  /// Returns something that depends on the work, so that the compiler cannot leave it out.
  let run: () -> Int

  struct Cost {
    /// Of the fastest round: everything that disturbs a round only makes it slower.
    var nanoseconds: Double
    var allocations: Double
  }

  func cost(rounds: Int, runs: Int) -> Cost {
    var checksum = 0
    // Buffers grow to their size first.
    for _ in 0..<100 { checksum &+= run() }
    var cost = Cost(nanoseconds: .infinity, allocations: .infinity)
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      let before = allocation_count()
      let time = clock.measure { for _ in 0..<runs { checksum &+= run() } }
      let allocations = Double(allocation_count() - before) / Double(runs)
      cost = Cost(
        nanoseconds: min(cost.nanoseconds, time / .nanoseconds(runs)), allocations: min(cost.allocations, allocations))
    }
    precondition(checksum != 0, "\(name) does nothing")
    return cost
  }
}
