private import VoiceAudio

extension SessionConfiguration {
  /// The configuration after `changes`, in order. What a change leaves open takes the default of `contract`;
  /// PCM without a rate keeps the rate of before. Ranges were checked when the update was read.
  package func applying(_ changes: [SessionChange], under contract: ClientContract) -> SessionConfiguration {
    var result = self
    for change in changes { result.apply(change, under: contract) }
    return result
  }

  private mutating func apply(_ change: SessionChange, under contract: ClientContract) {
    switch change {
    case .purpose(let purpose): self.purpose = purpose
    case .output(let output): self.output = output
    case .instructions(let text): instructions = text
    case .voice(let name): voice = name
    case .inputFormat(let format): inputFormat = format.stated(after: inputFormat, unstatedRate: contract.inputRate)
    case .outputFormat(let format): outputFormat = format.stated(after: outputFormat, unstatedRate: 24_000)
    case .transcription(let wish): transcription = wish
    case .noiseReduction(let kind): noiseReduction = kind
    case .turnDetection(let detection): turnDetection = detection?.filled(under: contract)
    case .tools(let tools): self.tools = tools
    case .toolChoice(let choice): toolChoice = choice
    case .temperature(let value): temperature = value
    case .maxOutputTokens(let count): maxOutputTokens = count
    case .truncation(let value): truncation = value
    case .tracing(let value): tracing = value
    }
  }
}

extension SessionChange.Format {
  fileprivate func stated(after current: AudioFormat, unstatedRate: Int) -> AudioFormat {
    switch (self, current) {
    case (.pcm(let rate?), _): .pcm16(rate: rate)
    case (.pcm(nil), .pcm16(let rate)): .pcm16(rate: rate)
    case (.pcm(nil), _): .pcm16(rate: unstatedRate)
    case (.g711MuLaw, _): .g711MuLaw
    case (.g711ALaw, _): .g711ALaw
    }
  }
}

extension SessionChange.Detection {
  fileprivate func filled(under contract: ClientContract) -> TurnDetection {
    let filled: TurnDetection.Method =
      switch method {
      case .server(let threshold, let padding, let silence, let idle):
        .server(
          threshold: threshold ?? 0.5, prefixPaddingMs: padding ?? 300, silenceMs: silence ?? contract.silenceMs,
          idleTimeoutMs: idle)
      case .semantic(let eagerness): .semantic(eagerness)
      }
    return TurnDetection(
      method: filled, createResponse: createResponse ?? true, interruptResponse: interruptResponse ?? true)
  }
}
