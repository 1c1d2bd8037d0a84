/// What waits for an upstream that is not there yet, in order. Commands are kept as what they mean and written down when
/// they leave, since the dialect needs to know the connection they leave on.
///
/// The session bounds the audio, by `dropOldestAudio`, and the text of the items.
struct HeldForUpstream: Equatable, Sendable {
  enum Piece: Equatable, Sendable {
    case command(UpstreamCommand)
    /// A complete message.
    case audio([UInt8])
  }

  private var pieces: [Piece] = []
  /// Pieces at the front that are gone already: taking one away must not move all others.
  private var gone = 0

  mutating func hold(_ command: UpstreamCommand) { pieces.append(.command(command)) }

  mutating func holdAudio(_ message: [UInt8]) { pieces.append(.audio(message)) }

  mutating func dropOldestAudio(count: Int) {
    var left = count
    var place = gone
    while left > 0, place < pieces.count {
      guard case .audio = pieces[place] else {
        place += 1
        continue
      }
      if place == gone {
        pieces[place] = .audio([])
        gone += 1
        place += 1
      } else {
        pieces.remove(at: place)
      }
      left -= 1
    }
    guard gone > pieces.count / 2 else { return }
    pieces.removeFirst(gone)
    gone = 0
  }

  /// Everything held, oldest first; nothing is held afterwards.
  mutating func takeAll() -> [Piece] {
    defer {
      pieces = []
      gone = 0
    }
    return Array(pieces[gone...])
  }
}
