/// The models that Parley knows, as a table of the page.
extension ProtocolMap {
  static let modelsMark = "<!-- models -->"

  static var modelsMarkdown: String {
    let heads = [
      "model", "on", "status", "answers in", "new instructions", "history", "thinking", "affective, proactive",
      "context",
    ]
    let rows = ModelProfile.table.map { profile in
      [
        "`\(profile.id)`", profile.services.map(\.title).joined(separator: ", "), profile.status.sentence,
        profile.outputs.words, profile.contextUpdate ? "on the same connection" : "on a new connection",
        profile.seeding.words, profile.thinking.words, profile.habits, "\(profile.contextWindow / 1024)k",
      ]
    }
    let lines = [heads, heads.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}

extension GeminiService.Kind {
  fileprivate var title: String {
    switch self {
    case .vertex: "Vertex AI"
    case .aiStudio: "AI Studio"
    }
  }
}

extension ModelProfile.Status {
  fileprivate var sentence: String {
    switch self {
    case .stable, .preview, .unlisted: name
    case .retiring(let date): "until \(date)"
    case .retired(let date): date.map { "gone since \($0)" } ?? "gone"
    }
  }
}

extension ModelProfile.Outputs {
  fileprivate var words: String {
    switch self {
    case .audio: "speech"
    case .text: "text"
    case .textOrAudio: "speech or text"
    }
  }
}

extension ModelProfile.Seeding {
  fileprivate var words: String {
    switch self {
    case .anyTime: "at any time"
    case .endingWithUser: "at any time, the user last"
    case .opening: "at the start"
    }
  }
}

extension ModelProfile.Thinking {
  fileprivate var words: String {
    switch self {
    case .none: "–"
    case .budget: "budget"
    case .level: "level"
    }
  }
}

extension ModelProfile {
  /// Both came and went together.
  fileprivate var habits: String {
    switch proactivity {
    case .none: "–"
    case .setting: "if asked"
    case .always: "always"
    }
  }
}
