/// Recognises the two messages that flow fifty times a second, without building anything. A scanner
/// never says that a message is wrong: what it does not know by heart is nil, and the general reader
/// behind it decides. What it accepts, the general reader accepts too and reads alike.
package enum AudioScanner {
  /// `{"type":"input_audio_buffer.append","audio":"…","event_id":"…"}`, members in any order.
  package static func append(_ message: RawSpan) -> AppendFrame? {
    message.withUnsafeBytes { appendFrame(FrameReader(ByteView($0))) }
  }

  /// `{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"…"}}]}}}`,
  /// members in any order, in camel or snake case, with or without `"role":"model"`; exactly one part.
  package static func modelAudio(_ message: RawSpan) -> ModelAudioFrame? {
    message.withUnsafeBytes { modelAudioFrame(FrameReader(ByteView($0))) }
  }

  @inline(__always)
  private static func appendFrame(_ start: FrameReader) -> AppendFrame? {
    var reader = start
    var isAppend = false
    var audio: FrameReader.Payload?
    var eventID: Range<Int>?
    guard reader.take(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let key = reader.takeKey() else { return nil }
      if reader.bytes.matches(key, "audio") {
        guard audio == nil, let value = reader.takePayload() else { return nil }
        audio = value
      } else if reader.bytes.matches(key, "type") {
        guard !isAppend, let value = reader.takeText(),
          reader.bytes.matches(value, "input_audio_buffer.append")
        else { return nil }
        isAppend = true
      } else if reader.bytes.matches(key, "event_id") {
        guard eventID == nil, let value = reader.takeText() else { return nil }
        eventID = value
      } else {
        return nil
      }
    } while reader.take(UInt8(ascii: ","))
    guard reader.take(UInt8(ascii: "}")), reader.isAtEnd(), isAppend, let audio else { return nil }
    return AppendFrame(audio: audio.range, eventID: eventID, escaped: audio.escaped)
  }

  @inline(__always)
  private static func modelAudioFrame(_ start: FrameReader) -> ModelAudioFrame? {
    var reader = start
    guard reader.take(UInt8(ascii: "{")), reader.takeKey("serverContent", "server_content"),
      reader.take(UInt8(ascii: "{")), reader.takeKey("modelTurn", "model_turn"),
      reader.take(UInt8(ascii: "{")), let frame = modelTurn(&reader),
      reader.take(UInt8(ascii: "}")), reader.take(UInt8(ascii: "}")), reader.isAtEnd()
    else { return nil }
    return frame
  }

  /// Reads the members of `modelTurn` and its closing brace.
  @inline(__always)
  private static func modelTurn(_ reader: inout FrameReader) -> ModelAudioFrame? {
    var frame: ModelAudioFrame?
    var hasRole = false
    repeat {
      guard let key = reader.takeKey() else { return nil }
      if reader.bytes.matches(key, "parts") {
        guard frame == nil, let part = onlyPart(&reader) else { return nil }
        frame = part
      } else if reader.bytes.matches(key, "role") {
        guard !hasRole, let role = reader.takeText(), reader.bytes.matches(role, "model") else { return nil }
        hasRole = true
      } else {
        return nil
      }
    } while reader.take(UInt8(ascii: ","))
    return reader.take(UInt8(ascii: "}")) ? frame : nil
  }

  /// Reads `[{"inlineData":{…}}]`.
  @inline(__always)
  private static func onlyPart(_ reader: inout FrameReader) -> ModelAudioFrame? {
    guard reader.take(UInt8(ascii: "[")), reader.take(UInt8(ascii: "{")),
      reader.takeKey("inlineData", "inline_data"), reader.take(UInt8(ascii: "{"))
    else { return nil }
    var data: FrameReader.Payload?
    var mimeType: Range<Int>?
    repeat {
      guard let key = reader.takeKey() else { return nil }
      if reader.bytes.matches(key, "data") {
        guard data == nil, let value = reader.takePayload() else { return nil }
        data = value
      } else if reader.bytes.matches(key, "mimeType") || reader.bytes.matches(key, "mime_type") {
        guard mimeType == nil, let value = reader.takeText(), reader.bytes.matchesStart(of: value, "audio/pcm")
        else { return nil }
        mimeType = value
      } else {
        return nil
      }
    } while reader.take(UInt8(ascii: ","))
    guard reader.take(UInt8(ascii: "}")), reader.take(UInt8(ascii: "}")), reader.take(UInt8(ascii: "]")),
      let data, let mimeType
    else { return nil }
    return ModelAudioFrame(data: data.range, mimeType: mimeType, escaped: data.escaped)
  }
}
