/// Items for a connection that does not know them, as many as fit: the oldest turns are left out first.
struct Seed: Equatable, Sendable {
  private(set) var items: [Item]
  /// Items left out.
  private(set) var omitted = 0

  /// A turn begins with what the user says. `tokens` is what all items may cost.
  init(_ items: [Item], tokens: Int) {
    self.items = items
    var cost = items.reduce(0) { $0 + Self.tokens(of: $1) }
    var count = 0
    while cost > tokens, count < items.count {
      cost -= Self.tokens(of: items[count])
      count += 1
    }
    guard count > 0 else { return }
    while count < items.count, !Self.beginsTurn(items[count]) { count += 1 }
    self.items.removeFirst(count)
    omitted = count
  }

  /// Tokens of `bytes` of UTF-8: few languages need more than one for three bytes.
  static func tokens(ofBytes bytes: Int) -> Int { bytes / 3 }

  private static func tokens(of item: Item) -> Int { tokens(ofBytes: item.kind.bytes) + 8 }

  private static func beginsTurn(_ item: Item) -> Bool {
    switch item.kind {
    case .message(let role, _): role == .user
    case .functionCall, .functionCallOutput: false
    }
  }
}
