/// `setup:` of a model. Google's own spelling of each word is taken, too.
extension SectionSchema {
  static let setup = SectionSchema(
    place: "setup, in litellm_params",
    used: [
      "google_search", "enterprise_web_search", "retrieval", "language_code", "translation", "thinking",
      "safety_settings", "safety_method", "affective_dialog", "proactive_audio", "labels", "custom_vocabulary",
      "transcription_languages", "media_resolution", "turn_coverage", "explicit_vad_signal", "top_p", "top_k", "seed",
      "presence_penalty", "frequency_penalty",
    ],
    aliases: [
      "googleSearch": "google_search", "enterpriseWebSearch": "enterprise_web_search",
      "languageCode": "language_code", "translationConfig": "translation", "thinkingConfig": "thinking",
      "safetySettings": "safety_settings", "enableAffectiveDialog": "affective_dialog",
      "proactiveAudio": "proactive_audio", "customVocabulary": "custom_vocabulary",
      "mediaResolution": "media_resolution", "turnCoverage": "turn_coverage",
      "explicitVadSignal": "explicit_vad_signal", "topP": "top_p", "topK": "top_k",
      "presencePenalty": "presence_penalty", "frequencyPenalty": "frequency_penalty",
    ],
    isOurs: true)

  static let search = SectionSchema(
    place: "setup.google_search", used: ["exclude_domains"], aliases: ["excludeDomains": "exclude_domains"],
    isOurs: true)

  static let thinking = SectionSchema(
    place: "setup.thinking", used: ["budget", "level", "include_thoughts"],
    aliases: [
      "thinkingBudget": "budget", "thinkingLevel": "level", "includeThoughts": "include_thoughts",
    ],
    isOurs: true)

  static let translation = SectionSchema(
    place: "setup.translation", used: ["target", "echo_target"],
    aliases: ["targetLanguageCode": "target", "echoTargetLanguage": "echo_target"],
    isOurs: true)
}
