/// Ids that were seen, the newest of them: peers may make up as many as they like.
struct RecentIDs: Equatable, Sendable {
  private var order: [String] = []
  private var members: Set<String> = []
  let limit: Int

  init(limit: Int) { self.limit = limit }

  func contains(_ id: String) -> Bool { members.contains(id) }

  mutating func insert(_ id: String) {
    guard members.insert(id).inserted else { return }
    order.append(id)
    // In batches, so that an insertion does not move all others.
    guard order.count > 2 * limit else { return }
    members.subtract(order.prefix(limit))
    order.removeFirst(limit)
  }
}
