/// Joins the pieces of the user's transcript, whatever the upstream's style of pieces.
struct TranscriptAccumulator: Equatable, Sendable {
  /// Speech that another connection hears again.
  private struct Repetition: Equatable, Sendable {
    /// What was said before it.
    let before: String
    var text = ""
  }

  private(set) var text = ""
  /// UTF-8 bytes of `text` that the client has been sent.
  private var shown = 0
  private var repetition: Repetition?
  let style: Capabilities.TranscriptStyle

  init(style: Capabilities.TranscriptStyle) { self.style = style }

  mutating func pieceReceived(_ received: String) {
    guard var again = repetition else {
      if let whole = join(text, received) { replace(with: whole) } else { text += received }
      return
    }
    again.text = join(again.text, received) ?? again.text + received
    repetition = again
    let whole = again.before + again.text
    if shown == 0 || whole.utf8.count > text.utf8.count { replace(with: whole) }
  }

  /// The speech behind `before` is heard again from its beginning: what was understood of it counts until more is.
  mutating func heardAgain(behind before: String) {
    repetition = Repetition(before: before)
    if shown == 0 { text = before }
  }

  /// What was added since the last call; nil if nothing. What was shown cannot be taken back.
  mutating func takeUnshown() -> String? {
    guard text.utf8.count > shown else { return nil }
    let fresh = String(decoding: text.utf8.dropFirst(shown), as: UTF8.self)
    shown = text.utf8.count
    return fresh
  }

  /// The whole that `received` stands for behind `text`; nil: `received` is to be appended as it is.
  private func join(_ text: String, _ received: String) -> String? {
    // The first piece often begins with a blank that separates it from nothing.
    let trimmed = received.drop { $0 == " " }
    switch style {
    case .cumulative: return String(trimmed)
    case .delta: return text.isEmpty ? String(trimmed) : nil
    case .auto:
      if text.isEmpty { return String(trimmed) }
      return trimmed.utf8.count > text.utf8.count && trimmed.hasPrefix(text) ? String(trimmed) : nil
    }
  }

  /// The whole text as the client knows it from its deltas.
  private mutating func replace(with piece: String) {
    // An upstream that corrects itself: keep what was shown and append what is new behind it, so that
    // the deltas still add up to the whole.
    guard shown > 0, !piece.utf8.starts(with: text.utf8.prefix(shown)) else {
      text = piece
      return
    }
    let common = zip(text.utf8, piece.utf8).prefix { $0 == $1 }.count
    let kept = String(decoding: text.utf8.prefix(shown), as: UTF8.self)
    text = kept + String(decoding: piece.utf8.dropFirst(max(common, min(shown, piece.utf8.count))), as: UTF8.self)
  }
}
