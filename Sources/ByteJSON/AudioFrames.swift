/// Where the parts of a client's `input_audio_buffer.append` lie in its message.
package struct AppendFrame: Equatable, Sendable {
  /// Byte offsets of the base64 text, without its quotes.
  package var audio: Range<Int>
  /// Byte offsets of the event id, without its quotes; printable ASCII without escapes.
  package var eventID: Range<Int>?
  /// The base64 text holds `\/` for `/`.
  package var escaped: Bool

  package init(audio: Range<Int>, eventID: Range<Int>?, escaped: Bool) {
    self.audio = audio
    self.eventID = eventID
    self.escaped = escaped
  }
}

/// Where the parts of a Gemini Live message that is nothing but audio lie.
package struct ModelAudioFrame: Equatable, Sendable {
  /// Byte offsets of the base64 text, without its quotes.
  package var data: Range<Int>
  /// Byte offsets of the media type, such as `audio/pcm;rate=24000`; printable ASCII without escapes.
  package var mimeType: Range<Int>
  /// The base64 text holds `\/` for `/`.
  package var escaped: Bool

  package init(data: Range<Int>, mimeType: Range<Int>, escaped: Bool) {
    self.data = data
    self.mimeType = mimeType
    self.escaped = escaped
  }
}
