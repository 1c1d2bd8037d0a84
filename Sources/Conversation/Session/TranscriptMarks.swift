/// How much of a transcript had come when so much audio had been appended: tells what was said before a moment, as well as
/// can be known.
struct TranscriptMarks: Equatable, Sendable {
  private struct Mark: Equatable, Sendable {
    let audioMs: Int
    let bytes: Int
  }

  private var marks: [Mark] = []

  /// At most one mark for so many ms.
  private static let spacing = 500
  private static let limit = 512

  /// The transcript has `bytes` of UTF-8 now that `audioMs` of audio have been appended.
  mutating func textGrew(to bytes: Int, audioMs: Int) {
    if let last = marks.last, audioMs - last.audioMs < Self.spacing { marks.removeLast() }
    if marks.count == Self.limit { marks.removeFirst() }
    marks.append(Mark(audioMs: audioMs, bytes: bytes))
  }

  /// The beginning of `text` that had come at that moment.
  func text(of text: String, beforeMs audioMs: Int) -> String {
    let bytes = marks.last { $0.audioMs <= audioMs }?.bytes ?? 0
    return String(decoding: text.utf8.prefix(bytes), as: UTF8.self)
  }
}
