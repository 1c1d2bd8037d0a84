/// What the model remembers of a conversation: what both sides said, and what it weighs in the context.
/// It is this that a resumption handle brings back.
package struct SessionMemory: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
      case written
      case spoken
      /// What a function gave back.
      case result
    }

    var role: Content.Role
    var kind: Kind
    /// Written text, or for speech what stands for it in transcripts.
    var text: String
    var tokens: TokenCount
  }

  /// The oldest entries are forgotten first.
  private static let entryLimit = 2_000
  private static let byteLimit = 4 << 20
  /// Characters of one text; the rest of it counts in tokens only.
  private static let textLimit = 32 << 10

  private(set) var entries: [Entry] = []
  private var byteCount = 0

  package init() {}

  /// Tokens of everything that is remembered.
  var tokens: TokenCount {
    entries.reduce(TokenCount()) { $0 + $1.tokens }
  }

  /// What the user has said since the model last spoke.
  var unanswered: ArraySlice<Entry> {
    let start = entries.lastIndex { $0.role == .model }.map { $0 + 1 } ?? 0
    return entries[start...]
  }

  /// What the user wrote or said before that.
  var answered: [Entry] {
    entries[..<unanswered.startIndex].filter { $0.role == .user && $0.kind != .result && !$0.text.isEmpty }
  }

  mutating func append(_ content: Content) {
    append(
      Entry(
        role: content.role, kind: .written, text: content.text,
        tokens: .ofText(content.text) + .ofImages(content.mediaCount) + .ofAudio(milliseconds: content.soundMs)))
  }

  mutating func appendSpeech(_ text: String, by role: Content.Role, lastingMs: Int64) {
    append(Entry(role: role, kind: .spoken, text: text, tokens: .ofAudio(milliseconds: lastingMs)))
  }

  mutating func appendResult(_ text: String) {
    append(Entry(role: .user, kind: .result, text: text, tokens: .ofText(text)))
  }

  private mutating func append(_ entry: Entry) {
    var entry = entry
    if entry.text.utf8.count > Self.textLimit { entry.text = String(entry.text.prefix(Self.textLimit)) }
    entries.append(entry)
    byteCount += entry.text.utf8.count
    while entries.count > Self.entryLimit || (byteCount > Self.byteLimit && entries.count > 1) {
      byteCount -= entries.removeFirst().text.utf8.count
    }
  }
}
