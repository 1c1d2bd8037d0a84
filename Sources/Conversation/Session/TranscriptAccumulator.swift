/// Joins the pieces of the user's transcript, whatever the upstream's style of pieces.
struct TranscriptAccumulator: Equatable, Sendable {
  private(set) var text = ""
  /// UTF-8 bytes of `text` that the client has been sent.
  private var shown = 0
  let style: Capabilities.TranscriptStyle

  init(style: Capabilities.TranscriptStyle) { self.style = style }

  mutating func pieceReceived(_ received: String) {
    // The first piece often begins with a blank that separates it from nothing.
    let piece = text.isEmpty || style == .cumulative ? String(received.drop { $0 == " " }) : received
    switch style {
    case .delta: text += piece
    case .cumulative: replace(with: piece)
    case .auto:
      let trimmed = piece.drop { $0 == " " }
      if !text.isEmpty, trimmed.utf8.count > text.utf8.count, trimmed.hasPrefix(text) {
        text = String(trimmed)
      } else {
        text += piece
      }
    }
  }

  /// What was added since the last call; nil if nothing. What was shown cannot be taken back.
  mutating func takeUnshown() -> String? {
    guard text.utf8.count > shown else { return nil }
    let fresh = String(decoding: text.utf8.dropFirst(shown), as: UTF8.self)
    shown = text.utf8.count
    return fresh
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
