internal import NIOCore

/// What the delegate is to be told, in order. Empty unless reading is paused.
struct Inbox {
  enum Item {
    case message(MessageKind, ByteBuffer)
    case closed(CloseReport)
  }

  /// What one waiting message costs beside its bytes; makes a flood of empty ones count.
  private static let itemOverhead = 64

  private var items = CircularBuffer<Item>(initialCapacity: 0)
  /// Bytes of the waiting messages, with the overhead of each.
  private(set) var bytes = 0

  var isEmpty: Bool { items.isEmpty }

  mutating func append(_ item: Item) {
    bytes += Self.cost(item)
    items.append(item)
  }

  mutating func popFirst() -> Item? {
    guard let item = items.popFirst() else { return nil }
    bytes -= Self.cost(item)
    return item
  }

  mutating func removeAll() {
    items.removeAll()
    bytes = 0
  }

  private static func cost(_ item: Item) -> Int {
    switch item {
    case .message(_, let payload): payload.readableBytes + itemOverhead
    case .closed: 0
    }
  }
}
