import ByteJSON

extension SetupMessage {
  /// From a `setup` whose shape has been checked.
  init(reading node: JSONNode) {
    self.init(model: node.field("model")?.string ?? "")
    let modalities = node.field("generationConfig")?.field("responseModalities")
    modality = modalities?[0]?.string.flatMap(Modality.init) ?? .audio
    systemInstruction = node.field("systemInstruction").flatMap { Content(reading: $0).text }
    tools = ToolSet(reading: node.field("tools"))
    if let input = node.field("realtimeInputConfig") {
      activityInterrupts = input.field("activityHandling")?.isString("NO_INTERRUPTION") != true
      if let detection = input.field("automaticActivityDetection") { self.detection = Detection(reading: detection) }
    }
    transcribesInput = node.field("inputAudioTranscription") != nil
    transcribesOutput = node.field("outputAudioTranscription") != nil
    signalsActivity = node.field("explicitVadSignal")?.bool ?? false
    resumption = node.field("sessionResumption").map {
      Resumption(handle: $0.field("handle")?.string, isTransparent: $0.field("transparent")?.bool ?? false)
    }
  }
}

extension SetupMessage.Detection {
  init(reading node: JSONNode) {
    isAutomatic = !(node.field("disabled")?.bool ?? false)
    start = node.field("startOfSpeechSensitivity").flatMap(Self.sensitivity)
    end = node.field("endOfSpeechSensitivity").flatMap(Self.sensitivity)
    prefixPaddingMs = node.field("prefixPaddingMs")?.protoInt
    silenceDurationMs = node.field("silenceDurationMs")?.protoInt
  }

  private static func sensitivity(_ node: JSONNode) -> Sensitivity? {
    guard let name = node.string else { return nil }
    return name.hasSuffix("_HIGH") ? .high : name.hasSuffix("_LOW") ? .low : nil
  }
}

extension ToolSet {
  /// From a list of tools; nil stands for none.
  init(reading node: JSONNode?) {
    let tools = node?.elements ?? []
    let declarations = tools.flatMap { $0.field("functionDeclarations")?.elements ?? [] }
    self.init(
      functions: declarations.map { declaration in
        let behavior = declaration.field("behavior")?.string
        let blocks = behavior == "BLOCKING" ? true : behavior == "NON_BLOCKING" ? false : nil
        return Function(name: declaration.field("name")?.string ?? "", blocks: blocks)
      },
      byteCount: tools.reduce(0) { $0 + $1.range.count })
  }
}

extension Content {
  init(reading node: JSONNode) {
    let parts = node.field("parts")?.elements ?? []
    let blobs = parts.compactMap { $0.field("inlineData").map(MediaBlob.init(reading:)) }
    let sounds = blobs.compactMap(\.waveMs)
    self.init(
      role: node.field("role")?.string.flatMap(Role.init) ?? .user,
      text: parts.compactMap { $0.field("text")?.string }.joined(separator: " "),
      mediaCount: blobs.count - sounds.count + parts.count { $0.field("fileData") != nil },
      soundMs: sounds.reduce(0, +))
  }
}
