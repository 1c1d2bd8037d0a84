import ByteJSON

/// A block as fields of `setup`.
extension SetupBlock {
  /// Without what the model does by itself, and is not to be told.
  func asTold(to profile: ModelProfile) -> SetupBlock {
    var block = self
    if profile.affectiveDialog == .always { block.affectiveDialog = nil }
    if profile.proactivity == .always { block.proactiveAudio = nil }
    return block
  }

  func write(generation config: inout JSONWriter) {
    config.member("topP", ifPresent: topP)
    config.member("topK", ifPresent: topK)
    config.member("seed", ifPresent: seed)
    config.member("presencePenalty", ifPresent: presencePenalty)
    config.member("frequencyPenalty", ifPresent: frequencyPenalty)
    config.member("mediaResolution", ifPresent: mediaResolution.map { "MEDIA_RESOLUTION_" + $0.rawValue.uppercased() })
    if let thinking {
      config.object("thinkingConfig") {
        $0.member("thinkingBudget", ifPresent: thinking.budget)
        $0.member("thinkingLevel", ifPresent: thinking.level?.rawValue.uppercased())
        $0.member("includeThoughts", ifPresent: thinking.includeThoughts)
      }
    }
    config.member("enableAffectiveDialog", ifPresent: affectiveDialog)
    if let translation {
      config.object("translationConfig") {
        $0.member("targetLanguageCode", translation.target)
        $0.member("echoTargetLanguage", ifPresent: translation.echoesTarget)
      }
    }
  }

  func write(setup: inout JSONWriter) {
    if let proactiveAudio {
      setup.object("proactivity") { $0.member("proactiveAudio", proactiveAudio) }
    }
    setup.member("explicitVadSignal", ifPresent: explicitVADSignal)
    if !safety.isEmpty {
      setup.array("safetySettings") { list in
        for setting in safety {
          list.object {
            $0.member("category", "HARM_CATEGORY_" + setting.category.rawValue.uppercased())
            $0.member("threshold", setting.threshold.rawValue.uppercased())
            $0.member("method", ifPresent: safetyMethod?.rawValue.uppercased())
          }
        }
      }
    }
    if !labels.isEmpty {
      setup.object("labels") {
        for (name, value) in labels.sorted(by: { $0.key < $1.key }) { $0.member(named: name, value) }
      }
    }
  }

  /// Inside `inputAudioTranscription`.
  func write(transcription config: inout JSONWriter) {
    if !transcriptionLanguages.isEmpty { config.member("languageCodes", transcriptionLanguages) }
    if !customVocabulary.isEmpty { config.member("customVocabulary", customVocabulary) }
  }

  /// Inside `realtimeInputConfig`.
  func write(realtimeInput config: inout JSONWriter) {
    config.member("turnCoverage", ifPresent: turnCoverage.map { "TURN_INCLUDES_" + $0.rawValue.uppercased() })
  }

  /// All `tools` of a setup: the session's functions (`[{"functionDeclarations":[…]}]`) and one element for each source
  /// of knowledge. Nil: there are none.
  func tools(with functions: [RawJSON]) -> RawJSON? {
    guard !functions.isEmpty || hasTools else { return nil }
    return RawJSON {
      $0.array { list in
        if !functions.isEmpty { list.object { $0.member("functionDeclarations", functions) } }
        write(tools: &list)
      }
    }
  }

  private func write(tools list: inout JSONWriter) {
    let searches: [(StaticString, _)] = [("googleSearch", googleSearch), ("enterpriseWebSearch", enterpriseWebSearch)]
    for (name, search) in searches {
      guard let search else { continue }
      list.object {
        $0.object(name) {
          if !search.excludedDomains.isEmpty { $0.member("excludeDomains", search.excludedDomains) }
        }
      }
    }
    if let retrieval { list.object { $0.member("retrieval", retrieval) } }
  }

  private var hasTools: Bool { googleSearch != nil || enterpriseWebSearch != nil || retrieval != nil }
}
