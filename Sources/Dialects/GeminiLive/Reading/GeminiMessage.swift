import ByteJSON
import Conversation

/// One server message, taken apart. Several things can come in one message, in any order of members; the events leave
/// in the order of `Place`: content belongs to what the flags of the same message end.
struct GeminiMessage {
  enum Place: Int {
    case opening
    case content
    case outputTranscript
    case inputTranscript
    case toolCalls
    case citations
    case usage
    case interrupted
    case generationComplete
    case waitingForInput
    case turnComplete
    case connection
    case remark
  }

  private var placed: [(place: Place, event: UpstreamEvent)] = []

  /// `message` is an object.
  init(_ members: [(key: String, value: JSONNode)]) {
    for (key, value) in members where !value.isNull { read(key, value) }
  }

  var events: [UpstreamEvent] {
    placed.enumerated().sorted { ($0.element.place.rawValue, $0.offset) < ($1.element.place.rawValue, $1.offset) }
      .map(\.element.event)
  }

  mutating func place(_ event: UpstreamEvent, _ place: Place) { placed.append((place, event)) }

  /// Something without a meaning for the client; the name is a peer's, so it is cut.
  mutating func remark(_ name: String) { place(.ignored(String(name.prefix(64))), .remark) }

  private mutating func read(_ key: String, _ value: JSONNode) {
    switch key {
    case "setupComplete", "setup_complete": place(.ready, .opening)
    case "serverContent", "server_content": read(serverContent: value)
    case "toolCall", "tool_call": read(toolCall: value)
    case "toolCallCancellation", "tool_call_cancellation":
      place(.toolCallsCancelled(value["ids"]?.elements?.compactMap(\.protoText) ?? []), .toolCalls)
    case "usageMetadata", "usage_metadata": place(.usage(Usage(gemini: value)), .usage)
    case "goAway", "go_away":
      place(.goingAway(inMs: (value["timeLeft"] ?? value["time_left"])?.protoMilliseconds ?? 0), .connection)
    case "sessionResumptionUpdate", "session_resumption_update": read(resumption: value)
    case "voiceActivity", "voice_activity": read(activity: value)
    case "voiceActivityDetectionSignal", "voice_activity_detection_signal": read(signal: value)
    default: remark(key)
    }
  }

  private mutating func read(toolCall node: JSONNode) {
    let calls = (node["functionCalls"] ?? node["function_calls"])?.elements ?? []
    let readable = calls.compactMap { call -> ToolCall? in
      guard let name = call["name"]?.string, !name.isEmpty else { return nil }
      let arguments = call["args"].flatMap { $0.kind == .object ? $0.raw : nil }
      return ToolCall(id: call["id"]?.protoText, name: name, arguments: arguments ?? .emptyObject)
    }
    if readable.count < calls.count { remark("toolCall without a name") }
    if !readable.isEmpty { place(.toolCalled(readable), .toolCalls) }
  }

  /// Absent `resumable`: the session cannot be resumed at this point, an older handle stays good.
  private mutating func read(resumption node: JSONNode) {
    let handle = (node["newHandle"] ?? node["new_handle"])?.string ?? ""
    let isGood = node["resumable"]?.bool == true && !handle.isEmpty
    place(.resumable(handle: isGood ? handle : nil), .connection)
  }

  /// The wire says `type`, the SDKs `voiceActivityType`.
  private mutating func read(activity node: JSONNode) {
    let type = node["type"] ?? node["voiceActivityType"] ?? node["voice_activity_type"]
    let offset = (node["audioOffset"] ?? node["audio_offset"])?.protoMilliseconds
    switch type?.string {
    case "ACTIVITY_START": place(.speechStarted(atMs: offset), .opening)
    case "ACTIVITY_END": place(.speechStopped(atMs: offset), .opening)
    case let other: remark("voiceActivity \(other ?? "")")
    }
  }

  private mutating func read(signal node: JSONNode) {
    switch (node["vadSignalType"] ?? node["vad_signal_type"])?.string {
    case "VAD_SIGNAL_TYPE_SOS": place(.speechStarted(atMs: nil), .opening)
    case "VAD_SIGNAL_TYPE_EOS": place(.speechStopped(atMs: nil), .opening)
    case let other: remark("voiceActivityDetectionSignal \(other ?? "")")
    }
  }
}
