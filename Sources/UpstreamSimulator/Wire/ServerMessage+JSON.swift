import ByteJSON
import VoiceAudio

extension ServerMessage {
  /// The message as the surface spells it, in UTF-8.
  package func json(for surface: Surface) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { write(to: &$0, surface) }
    return writer.bytes
  }

  private func write(to writer: inout JSONWriter, _ surface: Surface) {
    switch self {
    case .setupComplete(let sessionID): writer.object("setupComplete") { $0.member("sessionId", sessionID) }
    case .inputTranscription(let text, let finished):
      writer.object("serverContent") { content in
        content.object("inputTranscription") {
          $0.member("text", text)
          if finished { $0.member("finished", true) }
        }
      }
    case .outputTranscription(let text):
      writer.object("serverContent") { $0.object("outputTranscription") { $0.member("text", text) } }
    case .text(let text): Self.writePart(to: &writer) { $0.member("text", text) }
    case .audio(let samples, let rate):
      Self.writePart(to: &writer) { part in
        part.object("inlineData") {
          $0.member("mimeType", "audio/pcm;rate=\(rate)")
          var text: [UInt8] = []
          Base64.encode(samples.span.bytes, appendingTo: &text)
          $0.member("data", verbatim: text.span.bytes)
        }
      }
    case .generationComplete: writer.object("serverContent") { $0.member("generationComplete", true) }
    case .interrupted: writer.object("serverContent") { $0.member("interrupted", true) }
    case .turnComplete(let usage):
      writer.object("serverContent") { $0.member("turnComplete", true) }
      usage.write(to: &writer, surface)
    case .toolCall(let calls):
      writer.object("toolCall") { writer in
        writer.array("functionCalls") { list in
          for call in calls { call.write(to: &list) }
        }
      }
    case .toolCallCancellation(let ids): writer.object("toolCallCancellation") { $0.member("ids", ids) }
    case .goAway(let timeLeft): writer.object("goAway") { $0.member("timeLeft", Self.duration(timeLeft)) }
    case .sessionResumptionUpdate(let handle, let index):
      writer.object("sessionResumptionUpdate") {
        $0.member("newHandle", ifPresent: handle)
        if handle != nil { $0.member("resumable", true) }
        $0.member("lastConsumedClientMessageIndex", ifPresent: index.map(String.init))
      }
    case .voiceActivity(let started, let offset):
      writer.object("voiceActivity") {
        $0.member("type", started ? "ACTIVITY_START" : "ACTIVITY_END")
        $0.member("audioOffset", Self.duration(offset))
      }
    }
  }

  private static func writePart(to writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
    writer.object("serverContent") { content in
      content.object("modelTurn") { turn in
        turn.member("role", "model")
        turn.array("parts") { $0.object(members) }
      }
    }
  }

  /// A proto3 duration: `9.5s`, `60s`.
  private static func duration(_ milliseconds: Int64) -> String {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    guard rest != 0 else { return "\(whole)s" }
    var fraction = String(String(1000 + rest).dropFirst())
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(whole).\(fraction)s"
  }
}

extension ServerMessage.FunctionCall {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", ifPresent: id)
      $0.member("name", name)
      $0.member("args", RawJSON(validating: arguments) ?? .emptyObject)
    }
  }
}

extension Usage {
  /// `usageMetadata`. The two surfaces name the answer's share differently.
  fileprivate func write(to writer: inout JSONWriter, _ surface: Surface) {
    let name = surface == .vertex ? "candidates" : "response"
    writer.object("usageMetadata") { usage in
      usage.member("promptTokenCount", prompt.total)
      usage.member(named: name + "TokenCount", answer.total)
      usage.member("totalTokenCount", prompt.total + answer.total)
      usage.array("promptTokensDetails") { prompt.write(to: &$0) }
      usage.key(named: name + "TokensDetails")
      usage.array { answer.write(to: &$0) }
      if surface == .vertex { usage.member("trafficType", "ON_DEMAND") }
    }
  }
}

extension TokenCount {
  /// One element for each modality that has tokens.
  fileprivate func write(to writer: inout JSONWriter) {
    for (modality, count) in [("TEXT", text), ("AUDIO", audio), ("IMAGE", image)] where count > 0 {
      writer.object {
        $0.member("modality", modality)
        $0.member("tokenCount", count)
      }
    }
  }
}
