import ByteJSON
import Conversation
import Foundation
import Testing
import VoiceAudio

@testable import Dialects

extension GeminiLive {
  /// A model on Vertex AI in us-east4, of a project that no error may name.
  static func vertex(_ model: String = "gemini-3.8-live", _ settings: Settings = Settings()) throws -> GeminiLive {
    let service = GeminiService.vertex(project: "secret-project-7", location: "us-east4")
    return GeminiLive(
      profile: .of(model), service: service, modelPath: try GeminiEndpoint(service, model: model).modelPath,
      settings: settings)
  }

  static func aiStudio(_ model: String) throws -> GeminiLive {
    GeminiLive(profile: .of(model), service: .aiStudio, modelPath: "models/" + model)
  }

  mutating func decode(_ text: String) -> UpstreamMessage {
    let bytes = Array(text.utf8)
    return decode(bytes.span.bytes)
  }

  /// The events of a message; nil if it was no list of events.
  mutating func events(_ text: String) -> [UpstreamEvent]? {
    guard case .events(let events) = decode(text) else { return nil }
    return events
  }

  /// The messages of a command, as text.
  mutating func texts(_ command: UpstreamCommand) -> [String] {
    encode(command).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Item {
  static func message(_ role: Role, _ text: String) -> Item {
    Item(id: "item_1", status: .completed, kind: .message(role: role, content: [.inputText(text)]))
  }
}

/// Every message that a test makes for the upstream, one file per test, so that a schema can judge them too.
enum Emitted {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build/emitted")

  static func client(_ name: String, _ messages: [String]) throws { try write(name, "client", messages) }
  static func server(_ name: String, _ messages: [String]) throws { try write(name, "server", messages) }

  private static func write(_ name: String, _ side: String, _ messages: [String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = messages.map { #"{"gemini":"\#(side)","message":\#($0)}"# + "\n" }.joined()
    try Data(lines.utf8).write(to: folder.appendingPathComponent("gemini-\(name).jsonl"))
  }
}
