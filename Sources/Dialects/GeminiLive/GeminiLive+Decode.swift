import ByteJSON
package import Conversation
import VoiceAudio

extension GeminiLive {
  package mutating func decode(_ message: RawSpan) -> UpstreamMessage {
    if let frame = AudioScanner.modelAudio(message), let rate = Self.rate(message, frame.mimeType), !frame.data.isEmpty
    {
      return .audio(payload: frame.data, escaped: frame.escaped, rate: rate)
    }
    let node: JSONNode
    do {
      node = try JSONNode.parse(message)
    } catch {
      return .unreadable(error.description)
    }
    guard let members = node.members else { return .unreadable("the message is not a JSON object") }
    if let error = node["error"] ?? (node["code"] == nil ? nil : node) {
      let text = error["message"]?.string ?? error.string ?? ""
      return .events([.failed(message: explain(error: text))])
    }
    return .events(GeminiMessage(members).events)
  }

  /// The rate in Hz of the one media type that comes all the time; nil for every other.
  private static func rate(_ message: RawSpan, _ mimeType: Range<Int>) -> Int? {
    let usual: StaticString = "audio/pcm;rate=24000"
    guard mimeType.count == usual.utf8CodeUnitCount else { return nil }
    return message.matches(usual, at: mimeType) ? 24_000 : nil
  }
}
