import Dialects

extension SetupBlock {
  /// The `setup` of a story's header: some of the configuration's keys, enough to see each kind of them go up.
  init(story keys: [String: Any]) {
    self.init()
    if keys["google_search"] as? Bool == true { googleSearch = Search() }
    if let thinking = keys["thinking"] as? [String: Any] {
      self.thinking = Thinking(
        budget: thinking["budget"] as? Int, level: (thinking["level"] as? String).flatMap(Thinking.Level.init),
        includeThoughts: thinking["include_thoughts"] as? Bool)
    }
    affectiveDialog = keys["affective_dialog"] as? Bool
    proactiveAudio = keys["proactive_audio"] as? Bool
    labels = keys["labels"] as? [String: String] ?? [:]
    languageCode = keys["language_code"] as? String
    customVocabulary = keys["custom_vocabulary"] as? [String] ?? []
    mediaResolution = (keys["media_resolution"] as? String).flatMap(MediaResolution.init)
    safety = (keys["safety_settings"] as? [String: String] ?? [:]).sorted { $0.key < $1.key }.compactMap {
      guard let category = Safety.Category(rawValue: $0.key), let threshold = Safety.Threshold(rawValue: $0.value)
      else { return nil }
      return Safety(category, threshold)
    }
  }
}
