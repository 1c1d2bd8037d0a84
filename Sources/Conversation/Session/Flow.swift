/// Back-pressure: who cannot take more, since when.
struct Flow: Equatable, Sendable {
  /// Monotonic ms since which the client's queue is full.
  private(set) var clientStalledSince: Int?
  private(set) var upstreamStalledSince: Int?

  mutating func clientStalled(at now: Int) { clientStalledSince = clientStalledSince ?? now }
  mutating func clientDrained() { clientStalledSince = nil }
  mutating func upstreamStalled(at now: Int) { upstreamStalledSince = upstreamStalledSince ?? now }
  mutating func upstreamDrained() { upstreamStalledSince = nil }

  func deadline(stall: Int) -> Int {
    min(clientStalledSince.map { $0 + stall } ?? .max, upstreamDeadline(stall: stall))
  }

  func upstreamDeadline(stall: Int) -> Int { upstreamStalledSince.map { $0 + stall } ?? .max }
}
