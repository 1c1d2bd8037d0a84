import ByteJSON
import Conversation

/// What becomes of the user's audio.
extension JSONWriter {
  /// `offsetName` is `audio_start_ms` or `audio_end_ms`: ms of all audio written in the session.
  mutating func speech(_ itemID: String, _ offsetName: StaticString, _ ms: Int) {
    member(offsetName, ms)
    member("item_id", itemID)
  }

  /// ms of all audio written in the session.
  mutating func silence(_ itemID: String, from startMs: Int, to endMs: Int) {
    member("audio_start_ms", startMs)
    member("audio_end_ms", endMs)
    member("item_id", itemID)
  }

  mutating func commit(_ itemID: String, after previous: String?) {
    member("previous_item_id", orNull: previous)
    member("item_id", itemID)
  }

  /// `seconds` of audio are the usage, which the final event must have.
  mutating func inputTranscript(_ itemID: String, _ textName: StaticString, _ text: String, seconds: Double? = nil) {
    member("item_id", itemID)
    member("content_index", 0)
    member(textName, text)
    guard let seconds else { return }
    object("usage") {
      $0.member("type", "duration")
      $0.member("seconds", seconds)
    }
  }
}
