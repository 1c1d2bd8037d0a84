import ByteJSON

/// One `Content` of text: who says it, and what.
struct GeminiTurn: Equatable, Sendable {
  enum Role: String, Equatable, Sendable {
    case user
    case model
  }

  var role: Role
  var texts: [String]

  /// A user turn that says nothing: it makes a model answer that needs somebody to answer to.
  static let blank = GeminiTurn(role: .user, texts: [" "])

  /// The text for a wire without roles.
  var marked: String {
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
    content.array("parts") { parts in
      for text in texts { parts.object { $0.member("text", text) } }
    }
  }
}
