import ByteJSON

/// What a setup of the right shape may still get wrong. Each rule is one that Google's documentation states or that a
/// close frame has been seen for.
enum SetupRules {
  static func check(_ setup: JSONNode, _ traits: ModelTraits, modelName: String) throws(Refusal) {
    if let config = setup.field("generationConfig") {
      try checkGeneration(config, traits, modelName)
    }
    try checkProactivity(setup.field("proactivity"), traits)
    try checkDetection(setup.field("realtimeInputConfig")?.field("automaticActivityDetection"))
    try checkCompression(setup.field("contextWindowCompression"))
    try checkInstruction(setup.field("systemInstruction"), at: "setup.system_instruction")
    try checkTools(setup.field("tools"), at: "setup.tools")
  }

  private static func checkGeneration(
    _ config: JSONNode, _ traits: ModelTraits, _ modelName: String
  ) throws(Refusal) {
    let path = "setup.generation_config"
    for name in MessageShape.notInLive where config.field(name) != nil {
      throw .invalidArgument("'\(path).\(FieldName.snakeCase(name))' is not allowed in Live.")
    }
    try checkModalities(config.field("responseModalities"), traits)
    try check(config, "temperature", in: 0...2, at: path)
    try check(config, "topP", in: 0...1, at: path)
    try check(config, "presencePenalty", in: -2...2, at: path)
    try check(config, "frequencyPenalty", in: -2...2, at: path)
    try check(config, "topK", in: 1...Double(Int32.max), at: path)
    try check(config, "maxOutputTokens", in: 1...Double(Int32.max), at: path)
    try check(config, "candidateCount", in: 1...1, at: path)
    if config.field("thinkingConfig") != nil, !traits.takesThinkingConfig {
      throw .invalidArgument("thinking_config is not supported by this model.")
    }
    let voice = config.field("speechConfig")?.field("voiceConfig")?.field("prebuiltVoiceConfig")?.field("voiceName")
    if let name = voice?.string, !Voices.all.contains(name) {
      throw .invalid("Requested voice api_name '\(name)' is not available for model \(modelName).")
    }
  }

  private static func checkModalities(_ node: JSONNode?, _ traits: ModelTraits) throws(Refusal) {
    let modalities = node?.elements?.compactMap(\.string)
    guard let modalities else {
      if traits.speaksAudio { return }
      throw .invalidArgument("this model needs response_modalities [\"TEXT\"].")
    }
    guard modalities.count == 1 else {
      throw .invalidArgument("response_modalities must name exactly one modality, not \(modalities.count).")
    }
    switch modalities[0] {
    case "TEXT" where traits.speaksText, "AUDIO" where traits.speaksAudio: return
    case "TEXT": throw .invalid("Text output is not supported for native audio output model.")
    case let other: throw .invalidArgument("the modality \(other) is not supported by this model.")
    }
  }

  private static func checkProactivity(_ node: JSONNode?, _ traits: ModelTraits) throws(Refusal) {
    guard traits.refusesProactivityOff, node?.field("proactiveAudio")?.bool == false else { return }
    throw .invalidArgument("proactive_audio cannot be switched off for this model.")
  }

  private static func checkDetection(_ node: JSONNode?) throws(Refusal) {
    guard let node else { return }
    let path = "setup.realtime_input_config.automatic_activity_detection"
    try check(node, "prefixPaddingMs", in: 0...Double(Int32.max), at: path)
    try check(node, "silenceDurationMs", in: 0...Double(Int32.max), at: path)
  }

  private static func checkCompression(_ node: JSONNode?) throws(Refusal) {
    guard let trigger = node?.field("triggerTokens")?.protoInt,
      let target = node?.field("slidingWindow")?.field("targetTokens")?.protoInt, target >= trigger
    else { return }
    throw .invalidArgument("target_tokens must be less than trigger_tokens.")
  }

  static func checkInstruction(_ node: JSONNode?, at path: String) throws(Refusal) {
    for part in node?.field("parts")?.elements ?? [] where part.field("text") == nil {
      throw .invalidArgument("'\(path)' takes text parts only.")
    }
  }

  private static func check(
    _ node: JSONNode, _ name: String, in range: ClosedRange<Double>, at path: String
  ) throws(Refusal) {
    guard let value = node.field(name), let number = value.double ?? value.string.flatMap(Double.init) else { return }
    guard range.contains(number) else {
      throw .invalidArgument("'\(path).\(FieldName.snakeCase(name))' is out of range.")
    }
  }
}
