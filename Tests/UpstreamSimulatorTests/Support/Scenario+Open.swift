@testable import UpstreamSimulator

extension Scenario {
  /// A scenario whose setup is complete, at time 0.
  static func open(
    _ configuration: SimulatorConfiguration = .immediate, on surface: Surface = .vertex,
    model: String = "models/test", _ change: (inout SetupMessage) -> Void = { _ in }
  ) -> Scenario {
    var scenario = Scenario(configuration, surface: surface, sessionID: "s", openedAtMs: 0)
    var setup = SetupMessage(model: model)
    setup.modality = .text
    change(&setup)
    _ = scenario.setupReceived(setup, restoring: nil, atMs: 0)
    _ = scenario.timePassed(toMs: configuration.setupDelayMs)
    return scenario
  }

  /// Everything that is said without another word from the client, up to that time.
  mutating func played(toMs end: Int64) -> [ServerMessage] { timePassed(toMs: end).messages }

  /// The server messages that a text of the user brings about at once.
  mutating func told(_ text: String, atMs now: Int64 = 0) -> [ServerMessage] {
    received(.realtimeInput(.text(text)), atMs: now).messages
  }
}

extension [ScenarioAction] {
  var messages: [ServerMessage] {
    compactMap { action in
      switch action {
      case .send(let message): message
      case .keep, .close: nil
      }
    }
  }

  var refusal: Refusal? {
    for case .close(let refusal) in self { return refusal }
    return nil
  }
}

extension [ServerMessage] {
  /// The written answer, joined.
  var text: String {
    reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
  }

  /// The transcript of the spoken answer, joined.
  var transcript: String {
    reduce(into: "") { if case .outputTranscription(let piece) = $1 { $0 += piece } }
  }

  /// The sound of the answer, joined.
  var sound: [UInt8] {
    reduce(into: []) { if case .audio(let piece, _) = $1 { $0 += piece } }
  }

  var usage: Usage? {
    for case .turnComplete(let usage) in self { return usage }
    return nil
  }

  /// What is neither content nor transcript, in order.
  var signals: [ServerMessage] {
    filter { message in
      switch message {
      case .text, .audio, .outputTranscription, .inputTranscription: false
      case .setupComplete, .generationComplete, .interrupted, .turnComplete, .toolCall, .toolCallCancellation, .goAway,
        .sessionResumptionUpdate, .voiceActivity:
        true
      }
    }
  }
}
