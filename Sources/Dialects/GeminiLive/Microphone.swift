import Conversation

/// The `realtimeInput` around a piece of the user's audio: made once per rate, then shared.
struct Microphone: Equatable, Sendable {
  private var rate = 0
  private var head: [UInt8] = []
  private let tail = Array(#""}}}"#.utf8)

  mutating func message(around payload: Range<Int>, rate: Int) -> Splice {
    if rate != self.rate {
      self.rate = rate
      head = Array(#"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=\#(rate)","data":""#.utf8)
    }
    return Splice(head: head, payload: payload, tail: tail)
  }
}
