/// A block against the model that it is for. Google's only answer to a field that a model does not know is a closed
/// connection, so this is said before there is one.
extension SetupBlock {
  /// Everything that this model, on this service, does not know. The options are keys of the `setup:` block.
  package func problems(_ profile: ModelProfile, on service: GeminiService.Kind) -> [InvalidOption] {
    (toolProblems(profile, service) + languageProblems(profile) + habitProblems(profile) + thinkingProblems(profile)
      + serviceProblems(profile, service)).map { InvalidOption("setup." + $0.option, $0.message) }
  }

  private func toolProblems(_ profile: ModelProfile, _ service: GeminiService.Kind) -> [InvalidOption] {
    var problems: [InvalidOption] = []
    let searches: [(String, Bool)] = [
      ("google_search", googleSearch != nil), ("enterprise_web_search", enterpriseWebSearch != nil),
      ("retrieval", retrieval != nil),
    ]
    for (option, isAsked) in searches where isAsked {
      if !profile.tools {
        problems.append(InvalidOption(option, "\(profile.id) has no tools, so it cannot search. Take this away."))
      } else if option != "google_search", service == .aiStudio {
        problems.append(InvalidOption(option, "Only Vertex AI has this. On AI Studio use google_search."))
      }
    }
    return problems
  }

  private func languageProblems(_ profile: ModelProfile) -> [InvalidOption] {
    var problems: [InvalidOption] = []
    switch (profile.language, languageCode) {
    case (_, nil), (.honoured, _), (.uncertain, _): break
    case (.translates, _?):
      problems.append(InvalidOption("language_code", "\(profile.id) is told its language by translation.target."))
    case (.none, _?):
      problems.append(
        InvalidOption("language_code", "\(profile.id) does not speak. Use transcription_languages for what it hears."))
    }
    if translation != nil, profile.language != .translates {
      problems.append(InvalidOption("translation", "\(profile.id) does not translate. Tell it to in instructions."))
    }
    if !customVocabulary.isEmpty, !profile.customVocabulary {
      problems.append(
        InvalidOption("custom_vocabulary", "\(profile.id) takes no words to listen for. gemini-3.8-live does."))
    }
    return problems
  }

  private func habitProblems(_ profile: ModelProfile) -> [InvalidOption] {
    let habits: [(String, Bool?, ModelProfile.Habit)] = [
      ("proactive_audio", proactiveAudio, profile.proactivity),
      ("affective_dialog", affectiveDialog, profile.affectiveDialog),
    ]
    return habits.compactMap { option, wish, habit in
      switch (habit, wish) {
      case (_, nil), (.setting, _), (.always, true?): nil
      case (.always, false?):
        InvalidOption(option, "\(profile.id) always does this; it cannot be switched off. Take this away.")
      case (.none, _?): InvalidOption(option, "\(profile.id) does not know this. Take it away.")
      }
    }
  }

  private func thinkingProblems(_ profile: ModelProfile) -> [InvalidOption] {
    guard let thinking else { return [] }
    switch profile.thinking {
    case .none:
      return [
        InvalidOption("thinking", "\(profile.id) closes the connection when it is told how to think. Take this away.")
      ]
    case .budget where thinking.level != nil:
      return [
        InvalidOption("thinking", "\(profile.id) knows no level. Give it a budget in tokens; 0 is off, -1 is its own.")
      ]
    case .level where thinking.budget != nil:
      return [
        InvalidOption("thinking", "\(profile.id) knows no budget. Give it a level: minimal, low, medium or high.")
      ]
    case .budget, .level: return []
    }
  }

  private func serviceProblems(_ profile: ModelProfile, _ service: GeminiService.Kind) -> [InvalidOption] {
    guard service == .aiStudio else { return [] }
    return [("safety_method", safetyMethod != nil), ("explicit_vad_signal", explicitVADSignal != nil)].filter(\.1)
      .map { InvalidOption($0.0, "Only Vertex AI has this. Take it away on AI Studio.") }
  }
}
