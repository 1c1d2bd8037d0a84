/// What waits to go up: items that no answer was asked for yet, and creates that must wait.
struct Pending: Equatable, Sendable {
  /// A user item that the contract answers by itself.
  struct Trigger: Equatable, Sendable {
    /// Monotonic ms; not before.
    var due: Int
    /// A create that came for it while it waits.
    var claim: ResponseRequest?
  }

  private(set) var unsent: [Item] = []
  private var unsentBytes = 0
  /// Bytes of items that left for an upstream that is not there yet.
  private var heldBytes = 0
  private(set) var trigger: Trigger?
  /// A create that waits for the end of the user's turn.
  private(set) var heldCreate: ResponseRequest?
  /// When the last item was granted a credit, until a create takes it (monotonic ms).
  private(set) var itemCredit: Int?

  /// Whether an item more keeps what waits, here or for the upstream to be there, within `limit` bytes.
  func hasRoom(for kind: Item.Kind, limit: Int) -> Bool { unsentBytes + heldBytes + Self.bytes(of: kind) <= limit }

  /// What the user's last unsent item is made of; nil: there is none.
  var medium: Medium? {
    unsent.last { $0.role == .user }.map { $0.isSpoken ? .speech : .text }
  }

  /// The items of nothing but pictures at the end of what is unsent.
  var trailingPictures: ArraySlice<Item> {
    let others = unsent.lastIndex { $0.picturesAlone == nil }.map { $0 + 1 } ?? 0
    return unsent[others...]
  }

  mutating func itemAdded(_ item: Item, first: Bool = false) {
    if first { unsent.insert(item, at: 0) } else { unsent.append(item) }
    unsentBytes += Self.bytes(of: item.kind)
  }

  mutating func itemRemoved(_ id: String) {
    guard let place = unsent.firstIndex(where: { $0.id == id }) else { return }
    unsentBytes -= Self.bytes(of: unsent[place].kind)
    unsent.remove(at: place)
    if unsent.last?.role != .user { trigger = nil }
  }

  mutating func triggerSet(due: Int) { trigger = Trigger(due: due, claim: trigger?.claim) }

  /// Another client event: a trigger that waits for quiet waits anew.
  mutating func clientWasActive(until due: Int) {
    guard trigger?.claim == nil, let waiting = trigger?.due, waiting < due else { return }
    trigger?.due = due
  }

  /// A create binds itself to the item that waits.
  mutating func triggerClaimed(by request: ResponseRequest) { trigger?.claim = request }

  mutating func createHeld(_ request: ResponseRequest) { heldCreate = request }

  mutating func takeHeldCreate() -> ResponseRequest? {
    defer { heldCreate = nil }
    return heldCreate
  }

  /// An item was sent up with its own trigger: a create within a second is meant for it.
  mutating func itemCreditGranted(at now: Int) { itemCredit = now }

  mutating func itemCreditTaken() { itemCredit = nil }

  /// The first `count` items leave; a trigger belongs to the last.
  mutating func takeUnsent(first count: Int, isHeld: Bool) -> [Item] {
    guard count < unsent.count else { return takeUnsent(isHeld: isHeld) }
    let taken = Array(unsent.prefix(max(0, count)))
    unsent.removeFirst(taken.count)
    let bytes = taken.reduce(0) { $0 + Self.bytes(of: $1.kind) }
    unsentBytes -= bytes
    if isHeld { heldBytes += bytes }
    return taken
  }

  /// Everything unsent leaves; a trigger leaves with it. `isHeld`: the upstream is not there yet.
  mutating func takeUnsent(isHeld: Bool) -> [Item] {
    defer {
      if isHeld { heldBytes += unsentBytes }
      unsent = []
      unsentBytes = 0
      trigger = nil
    }
    return unsent
  }

  /// The upstream is there, and what was held for it has left.
  mutating func heldItemsLeft() { heldBytes = 0 }

  /// An empty item costs something, too: bytes bound the number of items with it.
  private static func bytes(of kind: Item.Kind) -> Int { kind.bytes + 1_024 }
}
