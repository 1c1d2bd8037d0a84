import ByteJSON

/// Makes a script of a transcript: what a capture of the gateway holds, or one of the tests' stories. The simulator says
/// what the model said then, with the same pauses, as soon as the gateway has said what it had said before.
struct TranscriptReader {
  /// How long the gateway may take for a message that the transcript expects.
  private static let patienceMs: Int64 = 60_000

  let fileName: String
  private var connections: [Script.Connection] = []
  /// When the line before it happened; nil at the beginning of a connection.
  private var lastMs: Int64?
  private var nowMs: Int64 = 0

  init(fileName: String) { self.fileName = fileName }

  /// Whether the file's first line is a transcript's.
  static func isTranscript(_ header: JSONNode) -> Bool { header["story"] != nil }

  mutating func read(_ node: JSONNode, line: Int) throws(ScriptError) {
    if let time = node["at_ms"]?.int { nowMs = Int64(max(0, min(time, 86_400_000))) }
    // Answers outside the conversation have connections of their own; a script has one at a time.
    guard node["aside"] == nil else { return }
    switch (node["from"]?.string, node["to"]?.string) {
    case ("upstream", nil): send(node, line: line)
    case ("shell", nil): shell(node, line: line)
    case (nil, "upstream"): expect(node, line: line)
    case (nil, "shell"): if node["effect"]?.string == "dial_upstream" { begin() }
    case ("client", nil), ("clock", nil), (nil, "client"): break
    default: throw ScriptError(fileName: fileName, line: line, problem: "neither `from` nor `to` of a transcript")
    }
  }

  func script() throws(ScriptError) -> Script {
    guard !connections.isEmpty else {
      throw ScriptError(fileName: fileName, line: 1, problem: "the transcript never dials the upstream")
    }
    return Script(fileName: fileName, connections: connections)
  }

  private mutating func begin() {
    connections.append(Script.Connection())
    lastMs = nil
  }

  private mutating func send(_ node: JSONNode, line: Int) {
    wait(line: line)
    if let raw = node["raw"]?.string {
      add(.send(Array(raw.utf8), asText: false), line)
    } else if let message = node["message"] {
      add(.send(NamedSounds.expanded(message), asText: false), line)
    }
  }

  /// Audio is let pass: it may come in other pieces. Of other messages the kind must be the same.
  private mutating func expect(_ node: JSONNode, line: Int) {
    guard let member = node["message"]?.members?.first else { return }
    if member.key == "realtimeInput", member.value["audio"] != nil { return }
    var writer = JSONWriter()
    writer.object { writer in
      writer.key(named: member.key)
      writer.object { writer in
        if let inner = member.value.members?.first { writer.member(named: inner.key, "*") }
      }
    }
    guard let pattern = RawJSON(validating: writer.bytes) else { return }
    add(.expect(JSONPattern(pattern), isNext: false, withinMs: Self.patienceMs), line)
    lastMs = nowMs
  }

  private mutating func shell(_ node: JSONNode, line: Int) {
    switch node["event"]?.string {
    case "upstream_closed":
      wait(line: line)
      if let code = node["code"]?.int, (1000...4999).contains(code) {
        add(.close(Refusal(code: UInt16(code), reason: node["reason"]?.string ?? "")), line)
      } else {
        add(.reset, line)
      }
    case "upstream_refused":
      guard let last = connections.indices.last else { return }
      connections[last].handshake = .refuse(
        GoogleHTTPError(status: node["status"]?.int ?? 503, message: "As in the transcript.", headers: [:]))
      connections[last].steps = []
    default: break
    }
  }

  private mutating func wait(line: Int) {
    if let last = lastMs, nowMs > last { add(.wait(ms: nowMs - last), line) }
    lastMs = nowMs
  }

  private mutating func add(_ action: ScriptStep.Action, _ line: Int) {
    guard let last = connections.indices.last else { return }
    connections[last].steps.append(ScriptStep(line: line, action: action))
  }
}
