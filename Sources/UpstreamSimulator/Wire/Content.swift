/// One turn of a conversation as `clientContent` carries it.
package struct Content: Equatable, Sendable {
  package enum Role: String, Equatable, Sendable {
    case user
    case model
  }

  package var role: Role
  /// All text parts, joined by spaces.
  package var text: String
  /// Parts that hold a picture or a file.
  package var mediaCount: Int
  /// Of all parts that hold a sound.
  package var soundMs: Int64

  package init(role: Role, text: String, mediaCount: Int = 0, soundMs: Int64 = 0) {
    self.role = role
    self.text = text
    self.mediaCount = mediaCount
    self.soundMs = soundMs
  }
}
