/// The answers that are given aside at the moment, and what earlier ones said.
struct Asides: Equatable, Sendable {
  /// Items of earlier asides that a later one may refer to; the oldest leave.
  static let memory = 64

  /// In place, because text is appended to them piece by piece.
  var running: [AsideID: Aside] = [:]
  private var said: [Item] = []
  private var count = 0

  /// Oldest first.
  var ids: [AsideID] { running.keys.sorted { $0.number < $1.number } }

  /// The one that speaks in the conversation, if any: it is the conversation's active response.
  var speaking: AsideID? { running.first { $0.value.scope == .conversation }?.key }

  func id(ofResponse id: String) -> AsideID? { running.first { $0.value.answer.response?.id == id }?.key }

  mutating func began(_ aside: Aside) -> AsideID {
    count += 1
    let id = AsideID(count)
    running[id] = aside
    return id
  }

  mutating func ended(_ id: AsideID) { running[id] = nil }

  /// An item of an answer that the conversation does not have.
  mutating func remembered(_ item: Item) {
    said.append(item)
    if said.count > Self.memory { said.removeFirst(said.count - Self.memory) }
  }

  func item(_ id: String) -> Item? { said.last { $0.id == id } }

  func deadline(_ settings: SessionSettings) -> Int { running.values.map { $0.deadline(settings) }.min() ?? .max }
}
