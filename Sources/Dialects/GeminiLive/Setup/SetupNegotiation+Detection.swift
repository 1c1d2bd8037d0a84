import Conversation

/// OpenAI's two detectors as sensitivities of Gemini's one, or Gemini's switched off: where the client ends its turns,
/// and where no answer may follow the user's speech by itself.
extension SetupNegotiation {
  static func detection(_ wanted: TurnDetection?) -> GeminiSetup.Detection {
    guard let wanted else { return GeminiSetup.Detection(method: .ours, interrupts: true) }
    guard wanted.createResponse else {
      return GeminiSetup.Detection(method: .ours, interrupts: wanted.interruptResponse)
    }
    let (start, end) = sensitivities(wanted)
    return GeminiSetup.Detection(
      method: .automatic(start: start, end: end, silenceMs: min(max(wanted.silenceMs, 0), Int(Int32.max))),
      interrupts: wanted.interruptResponse)
  }

  private static func sensitivities(
    _ wanted: TurnDetection
  ) -> (start: GeminiSetup.Sensitivity?, end: GeminiSetup.Sensitivity?) {
    switch wanted.method {
    case .server(let threshold, _, _, _): (threshold < 0.5 ? .high : threshold > 0.5 ? .low : nil, nil)
    case .semantic(.low), .semantic(.medium), .semantic(.auto): (nil, .low)
    case .semantic(.high): (nil, .high)
    }
  }

  /// What the log says about a detector that is only approximated.
  static func note(_ wanted: TurnDetection) -> String? {
    guard wanted.createResponse else { return "turn_detection is the gateway's own detector" }
    let (start, end) = sensitivities(wanted)
    switch wanted.method {
    case .server(let threshold, _, _, _):
      return start.map { "turn_detection.threshold \(threshold) is START_SENSITIVITY_\($0.rawValue)" }
    case .semantic(let eagerness):
      return end.map {
        "semantic_vad \(eagerness.rawValue) is END_SENSITIVITY_\($0.rawValue), \(wanted.silenceMs) ms of silence"
      }
    }
  }
}
