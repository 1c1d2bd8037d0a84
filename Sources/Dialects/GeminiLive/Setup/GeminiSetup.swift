import ByteJSON

/// The contents of a `setup` message. Equal values give equal bytes: the order of the fields is fixed.
struct GeminiSetup: Equatable, Sendable {
  enum Modality: String, Equatable, Sendable {
    case text = "TEXT"
    case audio = "AUDIO"
  }

  enum Sensitivity: String, Equatable, Sendable {
    case high = "HIGH"
    case low = "LOW"
  }

  /// How the user's turns are found.
  struct Detection: Equatable, Sendable {
    enum Method: Equatable, Sendable {
      /// By the server. A nil sensitivity is its own.
      case automatic(start: Sensitivity?, end: Sensitivity?, silenceMs: Int)
      /// By us: `activityStart` and `activityEnd`.
      case ours
    }

    var method: Method
    /// The user's speech cuts the answer.
    var interrupts: Bool
  }

  var model: String
  var modality = Modality.audio
  var voice: String?
  var temperature: Double?
  var maxOutputTokens: Int?
  var instructions = ""
  /// A paragraph behind the instructions: which function shall be called.
  var toolDemand: String?
  /// `[{"functionDeclarations":[…]},{"googleSearch":{}}]`
  var tools: RawJSON?
  /// What the model's owner asks of it.
  var block = SetupBlock()
  var detection: Detection
  var resumption: Bool
  var compression: Bool
  /// The server waits for a first `clientContent` and takes it for history.
  var opensWithHistory: Bool

  var message: [UInt8] {
    var writer = JSONWriter()
    writer.object { message in
      message.object("setup") { setup in
        setup.member("model", model)
        setup.object("generationConfig", write(generation:))
        let paragraphs = [instructions, toolDemand ?? ""].filter { !$0.isEmpty }
        if !paragraphs.isEmpty {
          setup.object("systemInstruction") {
            $0.array("parts") { parts in
              for text in paragraphs { parts.object { $0.member("text", text) } }
            }
          }
        }
        setup.member("tools", ifPresent: tools)
        setup.object("realtimeInputConfig", write(detection:))
        setup.object("inputAudioTranscription", block.write(transcription:))
        if modality == .audio { setup.object("outputAudioTranscription") { _ in } }
        if resumption { setup.object("sessionResumption") { _ in } }
        if compression { setup.object("contextWindowCompression") { $0.object("slidingWindow") { _ in } } }
        if opensWithHistory { setup.object("historyConfig") { $0.member("initialHistoryInClientContent", true) } }
        block.write(setup: &setup)
      }
    }
    return writer.bytes
  }

  /// There is something that a `contextUpdate` can say.
  var hasContext: Bool { !instructions.isEmpty || toolDemand != nil || tools != nil }

  /// The same without that.
  var withoutContext: GeminiSetup {
    var rest = self
    rest.instructions = ""
    rest.toolDemand = nil
    rest.tools = nil
    return rest
  }

  private func write(generation config: inout JSONWriter) {
    config.member("responseModalities", [modality.rawValue])
    if modality == .audio, voice != nil || block.languageCode != nil {
      config.object("speechConfig") { speech in
        if let voice {
          speech.object("voiceConfig") { $0.object("prebuiltVoiceConfig") { $0.member("voiceName", voice) } }
        }
        speech.member("languageCode", ifPresent: block.languageCode)
      }
    }
    config.member("temperature", ifPresent: temperature)
    config.member("maxOutputTokens", ifPresent: maxOutputTokens)
    block.write(generation: &config)
  }

  private func write(detection config: inout JSONWriter) {
    config.object("automaticActivityDetection") {
      switch detection.method {
      case .automatic(let start, let end, let silenceMs):
        $0.member("startOfSpeechSensitivity", ifPresent: start.map { "START_SENSITIVITY_" + $0.rawValue })
        $0.member("endOfSpeechSensitivity", ifPresent: end.map { "END_SENSITIVITY_" + $0.rawValue })
        $0.member("silenceDurationMs", silenceMs)
      case .ours: $0.member("disabled", true)
      }
    }
    if !detection.interrupts { config.member("activityHandling", "NO_INTERRUPTION") }
    block.write(realtimeInput: &config)
  }
}
