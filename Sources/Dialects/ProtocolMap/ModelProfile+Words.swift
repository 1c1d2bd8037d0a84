/// A profile's values as an answer to a client spells them.
extension ModelProfile.Status {
  var name: String {
    switch self {
    case .stable: "stable"
    case .preview: "preview"
    case .retiring: "retiring"
    case .retired: "retired"
    case .unlisted: "unlisted"
    }
  }

  /// `2026-12-13`: the day it was, or will be, served no more.
  var date: String? {
    switch self {
    case .retiring(let date): date
    case .retired(let date): date
    case .stable, .preview, .unlisted: nil
    }
  }
}

extension ModelProfile.Seeding {
  var name: String {
    switch self {
    case .anyTime: "any_time"
    case .endingWithUser: "any_time_user_last"
    case .opening: "at_the_start"
    }
  }
}

extension ModelProfile.Thinking {
  var name: String {
    switch self {
    case .none: "none"
    case .budget: "budget"
    case .level: "level"
    }
  }
}

extension ModelProfile.Habit {
  var name: String {
    switch self {
    case .none: "none"
    case .setting: "setting"
    case .always: "always"
    }
  }
}

extension ModelProfile.LanguageChoice {
  var name: String {
    switch self {
    case .honoured: "honoured"
    case .uncertain: "uncertain"
    case .translates: "translation"
    case .none: "none"
    }
  }
}

extension GeminiService.Kind {
  var name: String {
    switch self {
    case .vertex: "vertex_ai"
    case .aiStudio: "ai_studio"
    }
  }
}
