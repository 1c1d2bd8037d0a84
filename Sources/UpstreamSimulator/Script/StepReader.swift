import ByteJSON

/// Reads one line of a script.
struct StepReader {
  enum Line: Equatable {
    case connection(Script.Connection)
    case step(ScriptStep)
  }

  private static let verbs = [
    "expect", "expect_next", "send", "send_raw", "send_audio", "wait_ms", "close", "reset", "hang", "converse",
    "connection",
  ]
  private static let expectWithinMs = 10_000

  let fileName: String
  let line: Int
  let loadFile: (String) throws -> [UInt8]

  func read(_ text: String) throws(ScriptError) -> Line {
    let node = try parse(text)
    let names = (node.members ?? []).map(\.key)
    let found = names.filter(Self.verbs.contains)
    guard let verb = found.first, found.count == 1, let value = node[verb] else {
      throw error(
        "a line is an object with exactly one of: \(Self.verbs.joined(separator: ", ")); found "
          + (names.isEmpty ? "nothing" : names.joined(separator: ", ")))
    }
    switch verb {
    case "connection": return .connection(try connection(value, node))
    case "expect", "expect_next":
      try allow(node, [verb, "within_ms"])
      guard value.kind == .object else { throw error("`\(verb)` takes an object: a part of the message") }
      let within = try integer(node, "within_ms", in: 0...3_600_000) ?? Self.expectWithinMs
      return step(.expect(JSONPattern(value.raw), isNext: verb == "expect_next", withinMs: Int64(within)))
    case "send":
      try allow(node, [verb, "as_text"])
      guard value.kind == .object else { throw error("`send` takes an object: a server message") }
      return step(.send(value.raw.bytes, asText: try flag(node, "as_text")))
    case "send_raw":
      try allow(node, [verb, "as_text"])
      guard let raw = value.string else { throw error("`send_raw` takes a string, which is sent as it is") }
      return step(.send(Array(raw.utf8), asText: try flag(node, "as_text")))
    case "send_audio":
      try allow(node, [verb])
      return step(.sendAudio(try audio(value)))
    case "wait_ms":
      try allow(node, [verb])
      let time = try integer(node, verb, in: 0...3_600_000) ?? 0
      return step(.wait(ms: Int64(time)))
    case "close":
      try allow(node, [verb])
      try allow(value, ["code", "reason"])
      let code = try integer(value, "code", in: 1000...4999) ?? 1000
      return step(.close(Refusal(code: UInt16(code), reason: value["reason"]?.string ?? "")))
    case "converse":
      try allow(node, [verb])
      if value.kind == .object { try allow(value, ["turns", "for_ms"]) }
      let turns = try integer(value, "turns", in: 1...1_000_000)
      let time = try integer(value, "for_ms", in: 0...3_600_000)
      return step(.converse(turns: turns, forMs: time.map(Int64.init)))
    case let last:
      try allow(node, [last])
      return step(last == "reset" ? .reset : .hang)
    }
  }

  private func step(_ action: ScriptStep.Action) -> Line {
    .step(ScriptStep(line: line, action: action))
  }

  private func connection(_ value: JSONNode, _ node: JSONNode) throws(ScriptError) -> Script.Connection {
    try allow(node, ["connection"])
    try allow(value, ["refuse", "hang", "lenient", "repeat", "network"])
    var connection = Script.Connection()
    connection.isLenient = try flag(value, "lenient")
    connection.repeats = try flag(value, "repeat")
    if try flag(value, "hang") { connection.handshake = .hang }
    connection.network = try value["network"].map { (node) throws(ScriptError) in try network(node) }
    if let refusal = value["refuse"] {
      try allow(refusal, ["status", "message", "headers"])
      guard let status = try integer(refusal, "status", in: 300...599) else {
        throw error("`refuse` needs a `status`: an HTTP status such as 503")
      }
      var headers: [String: String] = [:]
      for (name, text) in refusal["headers"]?.members ?? [] {
        guard let text = text.string else { throw error("the header `\(name)` must be a string") }
        headers[name] = text
      }
      connection.handshake = .refuse(
        GoogleHTTPError(status: status, message: refusal["message"]?.string ?? "", headers: headers))
    }
    return connection
  }
}

extension StepReader {
  func error(_ problem: String) -> ScriptError {
    ScriptError(fileName: fileName, line: line, problem: problem)
  }

  private func parse(_ text: String) throws(ScriptError) -> JSONNode {
    do {
      return try JSONNode.parse(text)
    } catch {
      throw self.error("\(error)")
    }
  }

  /// Every name but these is a mistake; `comment` may stand anywhere.
  func allow(_ node: JSONNode, _ names: [String]) throws(ScriptError) {
    guard let members = node.members else {
      throw error("an object is expected, with \(names.joined(separator: ", "))")
    }
    for (name, _) in members where !names.contains(name) && name != "comment" {
      throw error("unknown name `\(name)`; known here: \(names.joined(separator: ", "))")
    }
  }

  func integer(_ node: JSONNode, _ name: String, in range: ClosedRange<Int>) throws(ScriptError) -> Int? {
    guard let value = node[name] else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw error("`\(name)` must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func flag(_ node: JSONNode, _ name: String) throws(ScriptError) -> Bool {
    guard let value = node[name] else { return false }
    guard let bool = value.bool else { throw error("`\(name)` must be true or false") }
    return bool
  }
}
