internal import ByteJSON
internal import VoiceAudio

/// Makes messages fit to be kept and played again: secrets out, ids as short as a story's, and named sounds in the place
/// of voices unless those are wanted. What people wrote stays.
struct CaptureScrubber {
  private static let onePixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  /// The call's own part of every id, and the digits behind it.
  let idPrefix: String
  /// The Google Cloud projects of the call's deployments, which name their owner.
  let projects: Set<String>
  let keepsAudio: Bool
  /// What the client says and hears; it may change within a call.
  var inputFormat = AudioFormat.pcm16(rate: 24_000)
  var outputFormat = AudioFormat.pcm16(rate: 24_000)
  /// Handles give access to a conversation: each has a number here.
  private var handles: [String: Int] = [:]

  init(idPrefix: String, projects: Set<String>, keepsAudio: Bool) {
    self.idPrefix = idPrefix
    self.projects = projects
    self.keepsAudio = keepsAudio
  }

  /// Nil: the message is not JSON.
  mutating func scrubbed(_ message: [UInt8]) -> RawJSON? {
    guard let node = try? JSONNode.parse(message) else { return nil }
    var writer = JSONWriter(capacity: message.count)
    write(node, key: nil, sound: nil, to: &writer)
    return RawJSON(validating: writer.bytes)
  }

  private mutating func write(_ node: JSONNode, key: String?, sound: AudioFormat?, to writer: inout JSONWriter) {
    switch node.kind {
    case .object:
      let sound = format(of: node)
      let isImage = node["mimeType"]?.string?.hasPrefix("image/") ?? false
      writer.object { writer in
        for (name, value) in node.members ?? [] {
          writer.key(named: name)
          if name == "data", isImage, !keepsAudio {
            writer.value(Self.onePixel)
          } else {
            write(value, key: name, sound: Self.holdsSound(name) ? sound : nil, to: &writer)
          }
        }
      }
    case .array:
      writer.array { writer in
        for element in node.elements ?? [] { write(element, key: key, sound: nil, to: &writer) }
      }
    case .string: writer.value(text(node.string ?? "", key: key, sound: sound))
    case .number, .bool, .null: writer.value(node.raw)
    }
  }

  private static func holdsSound(_ name: String) -> Bool { name == "audio" || name == "data" || name == "delta" }

  /// The format of the sound that an object holds itself, if it does.
  private func format(of node: JSONNode) -> AudioFormat? {
    if let mime = node["mimeType"]?.string {
      guard mime.hasPrefix("audio/pcm") else { return nil }
      return .pcm16(rate: mime.split(separator: "=").last.flatMap { Int($0) } ?? 16_000)
    }
    let type = node["type"]?.string ?? ""
    if type == "input_audio_buffer.append" || type == "input_audio" { return inputFormat }
    return type.hasSuffix("audio.delta") ? outputFormat : nil
  }

  private mutating func text(_ text: String, key: String?, sound: AudioFormat?) -> String {
    if let sound { return keepsAudio ? text : Self.name(of: text, sound) }
    switch key {
    case "reattach_token": return "a-token"
    case "newHandle", "handle": return text.isEmpty ? text : "handle-\(number(of: text))"
    case "image_url" where text.hasPrefix("data:") && !keepsAudio: return "data:image/png;base64," + Self.onePixel
    default: return withoutNames(text)
    }
  }

  private mutating func number(of handle: String) -> Int {
    if let known = handles[handle] { return known }
    handles[handle] = handles.count + 1
    return handles.count
  }

  /// `item_Ab3…000012` → `item_12`, and the project under another name.
  func withoutNames(_ text: String) -> String {
    var result = text
    if result.contains(idPrefix) {
      let parts = result.split(separator: idPrefix, omittingEmptySubsequences: false)
      result = String(parts[0]) + parts.dropFirst().map { String($0.drop { $0 == "0" }) }.joined()
    }
    for project in projects where result.contains(project) { result = result.replacing(project, with: "a-project") }
    return result
  }

  /// `$speech 20ms 24000Hz` for base64 of PCM16 that is loud, `$silence …` for the rest; quiet of the same length for
  /// what is no PCM16.
  private static func name(of base64: String, _ format: AudioFormat) -> String {
    var bytes: [UInt8] = []
    let text = Array(base64.utf8)
    _ = Base64.decode(text.span.bytes, 0..<text.count, escaped: false, into: &bytes)
    guard case .pcm16(let rate) = format else {
      var quiet: [UInt8] = []
      Base64.encode([UInt8](repeating: 0xFF, count: bytes.count).span.bytes, appendingTo: &quiet)
      return String(decoding: quiet, as: UTF8.self)
    }
    var sum = 0
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      sum += abs(Int(Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)))
    }
    let ms = max(1, format.milliseconds(ofBytes: bytes.count))
    return "\(sum > 500 * bytes.count / 2 ? "$speech" : "$silence") \(ms)ms \(rate)Hz"
  }
}
