/// The conversation so far: every item, oldest first, without audio.
struct Record: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    var item: Item
    /// ms of audio the item holds at the client; 0 for text.
    var audioMs = 0
    /// It has gone up, or the upstream made it.
    var isUpstream: Bool
    /// The newest handle knows it.
    var isCovered = false
  }

  /// A slice, whose oldest leaves without moving all the others; its memory is renewed now and then.
  private(set) var entries: ArraySlice<Entry> = []
  /// The last item announced to the client, even if the record has dropped it since.
  private(set) var lastID: String?
  /// Items dropped because the record was full.
  private(set) var dropped = 0
  /// The last frame of a live video.
  private var frame: String?
  let maximum: Int

  init(maximum: Int) { self.maximum = maximum }

  func contains(_ id: String) -> Bool { index(of: id) != nil }

  func entry(_ id: String) -> Entry? { index(of: id).map { entries[$0] } }

  /// Appends an item that is being announced; the oldest leaves when the record is full.
  /// Returns the id to announce as `previous_item_id`.
  mutating func append(_ item: Item, isUpstream: Bool) -> String? {
    if entries.count >= maximum {
      while entries.count >= maximum { dropOldest() }
      dropped += 1
    }
    let previous = lastID
    entries.append(Entry(item: item, isUpstream: isUpstream))
    lastID = item.id
    return previous
  }

  private mutating func dropOldest() {
    // Its text is not to stay in memory that is not used any more.
    entries[entries.startIndex].item = Item(id: "", status: .completed, kind: .message(role: .system, content: []))
    entries.removeFirst()
  }

  /// Puts an item that has not gone up before everything else. Its `previous_item_id` is null.
  mutating func insertFirst(_ item: Item) {
    entries.insert(Entry(item: item, isUpstream: false), at: entries.startIndex)
    if lastID == nil { lastID = item.id }
  }

  /// The item announced right before `id`, for events that repeat it.
  func previous(of id: String) -> String? {
    guard let place = index(of: id), place > entries.startIndex else { return nil }
    return entries[place - 1].item.id
  }

  mutating func update(_ item: Item, audioMs: Int? = nil) {
    guard let place = index(of: item.id) else { return }
    entries[place].item = item
    if let audioMs { entries[place].audioMs = audioMs }
  }

  mutating func markUpstream(_ ids: [String]) {
    for id in ids {
      guard let place = index(of: id) else { continue }
      entries[place].isUpstream = true
    }
  }

  /// The item was a frame of a live video. Only the newest stays, or a minute of video would crowd out what was said.
  mutating func frameShown(_ id: String) {
    markUpstream([id])
    if let frame, frame != id { remove(frame) }
    frame = id
  }

  /// A handle came: it knows everything that has gone up, except these.
  mutating func covered(except ids: [String]) {
    for place in entries.indices where entries[place].isUpstream && !ids.contains(entries[place].item.id) {
      entries[place].isCovered = true
    }
  }

  /// The handle is worth nothing. Returns the ids of what it knew.
  mutating func uncovered() -> [String] {
    let known = entries.filter(\.isCovered).map(\.item.id)
    for place in entries.indices { entries[place].isCovered = false }
    return known
  }

  /// Ids of what has gone up and no handle knows, oldest first.
  var unknownToHandle: [String] { entries.filter { $0.isUpstream && !$0.isCovered }.map(\.item.id) }

  /// Whether a handle knows everything that has gone up.
  var isCovered: Bool { entries.allSatisfy { $0.isCovered || !$0.isUpstream } }

  /// The items of these ids that are still kept, in the order of the record.
  func items(_ ids: [String]) -> [Item] {
    let wanted = Set(ids)
    return entries.map(\.item).filter { wanted.contains($0.id) }
  }

  mutating func remove(_ id: String) {
    guard let place = index(of: id) else { return }
    entries.remove(at: place)
    if lastID == id { lastID = entries.last?.item.id }
  }

  /// Cuts an assistant's transcript in proportion to what was heard, at a word.
  mutating func truncate(_ id: String, toMs heardMs: Int) {
    guard let place = index(of: id), entries[place].audioMs > 0, heardMs < entries[place].audioMs,
      case .message(let role, let content) = entries[place].item.kind
    else { return }
    let share = Double(heardMs) / Double(entries[place].audioMs)
    let cut = content.map { part -> Item.Content in
      guard case .outputAudio(let transcript) = part else { return part }
      return .outputAudio(transcript: Self.words(of: transcript, share: share))
    }
    entries[place].item.kind = .message(role: role, content: cut)
    entries[place].audioMs = heardMs
  }

  private static func words(of text: String, share: Double) -> String {
    let kept = text.prefix(Int(Double(text.count) * share))
    guard kept.count < text.count, let space = kept.lastIndex(of: " ") else {
      return kept.count == text.count ? text : ""
    }
    return String(kept[..<space])
  }

  private func index(of id: String) -> Int? { entries.lastIndex { $0.item.id == id } }
}
