/// Connections that are calls, or may become one, by event loop; and whose turn it is.
struct LoopTurns: Equatable, Sendable {
  private var counts: [Int]
  /// Who got the last one.
  private var last: Int

  init(loops: Int) {
    counts = Array(repeating: 0, count: max(1, loops))
    last = counts.count - 1
  }

  /// The loop that has the fewest; of equals, the first one behind that which got the last.
  var next: Int {
    let order = (1...counts.count).map { (last + $0) % counts.count }
    return order.min { counts[$0] < counts[$1] } ?? 0
  }

  mutating func connectionCame(to loop: Int) {
    counts[loop] += 1
    last = loop
  }

  mutating func connectionLeft(_ loop: Int) { counts[loop] -= 1 }
}
