import ByteJSON
import Conversation

/// One `Content`: who says it, and what.
struct GeminiTurn: Equatable, Sendable {
  enum Role: String, Equatable, Sendable {
    case user
    case model
  }

  enum Part: Equatable, Sendable {
    case text(String)
    case picture(Picture)
    case recording(Recording)
  }

  var role: Role
  var parts: [Part]

  init(role: Role, parts: [Part]) {
    self.role = role
    self.parts = parts
  }

  init(role: Role, texts: [String]) { self.init(role: role, parts: texts.map { .text($0) }) }

  /// A user turn that says nothing: it makes a model answer that needs somebody to answer to.
  static let blank = GeminiTurn(role: .user, texts: [" "])

  /// The text for a wire without roles; nil if there is none.
  var marked: String? {
    let texts = parts.compactMap { part -> String? in
      switch part {
      case .text(let text): text
      case .picture, .recording: nil
      }
    }
    guard !texts.isEmpty else { return nil }
    let text = texts.joined(separator: "\n")
    switch role {
    case .user: return text
    case .model: return "[you said] " + text
    }
  }

  /// `complete` asks for an answer. Without turns: an answer to what is there.
  static func clientContent(_ turns: [GeminiTurn], complete: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.object("clientContent") { content in
        if !turns.isEmpty {
          content.array("turns") { list in
            for turn in turns { list.object(turn.write) }
          }
        }
        content.member("turnComplete", complete)
      }
    }
    return writer.bytes
  }

  private func write(_ content: inout JSONWriter) {
    content.member("role", role.rawValue)
    content.array("parts") { list in
      for part in parts { list.object(part.write) }
    }
  }
}

extension GeminiTurn.Part {
  fileprivate func write(_ part: inout JSONWriter) {
    switch self {
    case .text(let text): part.member("text", text)
    case .picture(let picture): part.object("inlineData") { $0.blob(picture) }
    case .recording(let recording): part.object("inlineData") { $0.blob(recording) }
    }
  }
}
