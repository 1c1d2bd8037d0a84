import ByteJSON
import Conversation
import Foundation

/// One example of each shape of message that random calls emit, for `scripts/validate-events.py`: millions of messages
/// have some hundred shapes.
struct MessageShapes {
  private var seen: Set<String> = []
  private var lines: [String] = []
  /// Types of the events that the client got.
  private(set) var types: Set<String> = []

  mutating func saw(_ emission: CallDriver.Emission, _ wire: ClientContract.Wire) {
    guard case .message(let side, let bytes) = emission, let message = try? JSONNode.parse(bytes) else { return }
    var shape = side == .client ? "\(wire)" : "upstream"
    Self.describe(message, &shape)
    guard seen.insert(shape).inserted else { return }
    if let type = message["type"]?.string { types.insert(type) }
    lines.append(Self.line(bytes, side, wire))
  }

  func write(as name: String) throws {
    try FileManager.default.createDirectory(at: EmittedMessages.folder, withIntermediateDirectories: true)
    try (lines.joined(separator: "\n") + "\n").write(
      to: EmittedMessages.folder.appending(path: name + ".jsonl"), atomically: true, encoding: .utf8)
  }

  private static func describe(_ node: JSONNode, _ shape: inout String) {
    switch node.kind {
    case .object:
      for (key, value) in node.members ?? [] {
        shape += key + ":"
        describe(value, &shape)
      }
      shape += ";"
    case .array:
      shape += "["
      // Ten like one.
      for element in (node.elements ?? []).prefix(2) { describe(element, &shape) }
    case .string: shape += word(node.string ?? "") + ","
    case .number, .bool, .null: shape += node.kindName.prefix(1)
    }
  }

  /// Words of the protocol tell shapes apart; texts, ids and audio do not.
  private static func word(_ text: String) -> String {
    let isWord = text.utf8.count < 40 && text.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2E || (0x61...0x7A).contains($0) }
    return isWord ? text : "s"
  }

  private static func line(_ bytes: [UInt8], _ side: Side, _ wire: ClientContract.Wire) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    switch side {
    case .upstream, .aside: return #"{"gemini":"client","message":\#(text)}"#
    case .client: return #"{"dialect":"\#(wire)","side":"server","message":\#(text)}"#
    }
  }
}
