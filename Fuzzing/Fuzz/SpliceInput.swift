import ByteJSON

/// What the scanner takes, the general reader reads in the same way; and a splice of it is the message that a writer
/// would have written.
enum SpliceInput {
  static func read(_ bytes: [UInt8]) {
    append(bytes)
    modelAudio(bytes)
  }

  private static func append(_ bytes: [UInt8]) {
    guard let frame = AudioScanner.append(bytes.span.bytes) else { return }
    guard let node = try? JSONNode.parse(bytes) else { return claim(false, "the scanner takes what is not JSON") }
    let names = Set((node.members ?? []).map(\.key))
    claim(names.isSubset(of: ["type", "audio", "event_id"]) && names.count == node.count, "other members")
    claim(node["type"]?.string == "input_audio_buffer.append", "another type")
    claim(node["audio"]?.stringRange == frame.audio, "other audio")
    claim(node["audio"]?.hasEscapes == frame.escaped, "other escapes")
    claim(node["event_id"]?.stringRange == frame.eventID, "another event id")
    spliced(bytes, frame.audio, node["audio"]?.string)
  }

  private static func modelAudio(_ bytes: [UInt8]) {
    guard let frame = AudioScanner.modelAudio(bytes.span.bytes) else { return }
    guard let node = try? JSONNode.parse(bytes) else { return claim(false, "the scanner takes what is not JSON") }
    let turn = only(only(node, "serverContent", "server_content"), "modelTurn", "model_turn", count: 1...2)
    let inline = only(turn?["parts"]?[0], "inlineData", "inline_data")
    claim(turn?["parts"]?.count == 1 && inline?.count == 2, "another shape")
    claim(inline?["data"]?.stringRange == frame.data, "other audio")
    claim(inline?["data"]?.hasEscapes == frame.escaped, "other escapes")
    claim((inline?["mimeType"] ?? inline?["mime_type"])?.stringRange == frame.mimeType, "another media type")
    spliced(bytes, frame.data, inline?["data"]?.string)
  }

  private static func spliced(_ bytes: [UInt8], _ payload: Range<Int>, _ text: String?) {
    let message = Array(#"{"audio":""#.utf8) + bytes[payload] + Array(#""}"#.utf8)
    claim((try? JSONNode.parse(message))?["audio"]?.string == text, "the splice says something else")
  }

  private static func only(
    _ node: JSONNode?, _ name: String, _ otherName: String, count: ClosedRange<Int> = 1...1
  ) -> JSONNode? {
    guard let node, count.contains(node.count) else { return nil }
    return node[name] ?? node[otherName]
  }
}
