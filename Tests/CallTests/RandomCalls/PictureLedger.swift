import ByteJSON
import Foundation

/// Invariant 6, for what the user shows in the conversation: each picture goes up at most once, and none that was not
/// shown.
struct PictureLedger {
  private var waiting: [String: Int] = [:]

  /// Base64 that no decoder takes for a picture, another one for each number.
  static func picture(_ number: UInt64) -> String {
    withUnsafeBytes(of: number) { Data($0.prefix(6)) }.base64EncodedString()
  }

  mutating func received(_ event: JSONNode) {
    guard event["type"]?.string == "conversation.item.create" else { return }
    for part in event["item"]?["content"]?.elements ?? [] {
      guard let url = part["image_url"]?.string, let comma = url.firstIndex(of: ",") else { continue }
      waiting[String(url[url.index(after: comma)...]), default: 0] += 1
    }
  }

  mutating func sent(_ message: JSONNode) throws(Broken) {
    for picture in Self.pictures(message) {
      guard let count = waiting[picture], count > 0 else {
        throw Broken(invariant: 6, rule: "a picture went up twice, or was never shown", detail: picture)
      }
      waiting[picture] = count - 1
    }
  }

  private static func pictures(_ message: JSONNode) -> [String] {
    if let frame = message["realtimeInput"]?["video"]?["data"]?.string { return [frame] }
    let parts = (message["clientContent"]?["turns"]?.elements ?? []).flatMap { $0["parts"]?.elements ?? [] }
    return parts.compactMap { $0["inlineData"] }
      .filter { $0["mimeType"]?.string?.hasPrefix("image/") == true }
      .compactMap { $0["data"]?.string }
  }
}
