import Conversation

/// OpenAI's two detectors as sensitivities of Gemini's one.
extension SetupNegotiation {
  static func detection(_ wanted: TurnDetection?) throws(Fault) -> GeminiSetup.Detection {
    guard let wanted else {
      throw .unsupported(
        "Turns that the client ends itself are not supported yet. Use turn_detection server_vad or semantic_vad.",
        param: "session.audio.input.turn_detection")
    }
    guard wanted.createResponse else {
      throw .unsupported(
        "The model answers every turn that it hears. Leave create_response at true.",
        param: "session.audio.input.turn_detection.create_response")
    }
    var detection = GeminiSetup.Detection(
      silenceMs: min(max(wanted.silenceMs, 0), Int(Int32.max)), interrupts: wanted.interruptResponse)
    switch wanted.method {
    case .server(let threshold, _, _, _):
      if threshold < 0.5 { detection.start = .high }
      if threshold > 0.5 { detection.start = .low }
    case .semantic(.low), .semantic(.medium), .semantic(.auto): detection.end = .low
    case .semantic(.high): detection.end = .high
    }
    return detection
  }

  /// What the log says about a detector that is only approximated.
  static func note(_ wanted: TurnDetection, as detection: GeminiSetup.Detection) -> String? {
    switch wanted.method {
    case .server(let threshold, _, _, _):
      detection.start.map { "turn_detection.threshold \(threshold) is START_SENSITIVITY_\($0.rawValue)" }
    case .semantic(let eagerness):
      detection.end.map {
        "semantic_vad \(eagerness.rawValue) is END_SENSITIVITY_\($0.rawValue), \(detection.silenceMs) ms of silence"
      }
    }
  }
}
