extension SetupBlock {
  /// What an owner has set, by the keys of the configuration, in the order of its reference.
  package var names: [String] {
    let all: [(name: String, isSet: Bool)] = [
      ("google_search", googleSearch != nil), ("enterprise_web_search", enterpriseWebSearch != nil),
      ("retrieval", retrieval != nil), ("language_code", languageCode != nil), ("translation", translation != nil),
      ("thinking", thinking != nil), ("safety_settings", !safety.isEmpty), ("safety_method", safetyMethod != nil),
      ("affective_dialog", affectiveDialog != nil), ("proactive_audio", proactiveAudio != nil),
      ("labels", !labels.isEmpty), ("custom_vocabulary", !customVocabulary.isEmpty),
      ("transcription_languages", !transcriptionLanguages.isEmpty), ("media_resolution", mediaResolution != nil),
      ("turn_coverage", turnCoverage != nil), ("explicit_vad_signal", explicitVADSignal != nil),
      ("top_p", topP != nil), ("top_k", topK != nil), ("seed", seed != nil),
      ("presence_penalty", presencePenalty != nil), ("frequency_penalty", frequencyPenalty != nil),
    ]
    return all.filter(\.isSet).map(\.name)
  }
}
