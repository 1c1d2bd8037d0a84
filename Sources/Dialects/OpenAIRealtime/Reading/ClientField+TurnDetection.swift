import Conversation

extension ClientField {
  /// `turn_detection`: null (the client ends its turns), `{"type":"server_vad",…}` or `{"type":"semantic_vad",…}`. A null inside it means the default.
  func turnDetection() throws(Fault) -> SessionChange.Detection? {
    if isNull { return nil }
    for (name, field) in try members() where !ClientField.detectionNames.contains(name) {
      throw .unknownParameter(field.path)
    }
    let method: SessionChange.Detection.Method =
      switch try required("type").choice(["server_vad", "semantic_vad"]) {
      case "semantic_vad": .semantic(try present("eagerness")?.choice(TurnDetection.Eagerness.self) ?? .auto)
      default: try serverDetection()
      }
    return SessionChange.Detection(
      method: method, createResponse: try present("create_response")?.boolean(),
      interruptResponse: try present("interrupt_response")?.boolean())
  }

  private func serverDetection() throws(Fault) -> SessionChange.Detection.Method {
    return .server(
      threshold: try present("threshold")?.decimal(in: 0...1),
      prefixPaddingMs: try present("prefix_padding_ms")?.integer(in: 0...Int.max),
      silenceMs: try present("silence_duration_ms")?.integer(in: 0...Int.max),
      idleTimeoutMs: try present("idle_timeout_ms")?.integer(in: 5_000...30_000))
  }

  private static let detectionNames: Set = [
    "type", "threshold", "prefix_padding_ms", "silence_duration_ms", "idle_timeout_ms", "eagerness",
    "create_response", "interrupt_response",
  ]
}
