import ByteJSON

/// What the simulated model says. It repeats what it was told, plays back what it heard, and understands a few
/// sentences that make it useful for trying things out:
///
/// - `call NAME {json}` calls a function that was declared; several calls may follow each other
/// - `count to 20` gives a long answer, to be interrupted
/// - `what did I say?`, `what are your instructions?`, `what are your tools?` tell what reached it
struct Interlocutor: Equatable, Sendable {
  /// Characters of an answer; the rest is cut.
  private static let answerLimit = 4_000

  var instruction: String?
  var tools: ToolSet
  var modality: SetupMessage.Modality

  /// - Parameter speech: what the user said aloud in this turn.
  func reply(to memory: SessionMemory, hearing speech: UserSpeech?) -> Reply {
    let unanswered = memory.unanswered
    let text = Self.trimmed(unanswered.filter { $0.kind == .written }.map(\.text).joined(separator: " "))
    if let calls = calls(in: text) { return .call(calls) }
    var answer: [Utterance] = []
    if !text.isEmpty { answer.append(.words(Self.cut(words(about: text, memory)))) }
    if let speech { answer.append(echo(of: speech)) }
    if answer.isEmpty {
      answer.append(.words(Self.impression(of: unanswered) ?? "Go on, I am listening."))
    }
    return .say(answer)
  }

  /// What was shown, and what was played from recordings; nil: nothing.
  private static func impression(of entries: ArraySlice<SessionMemory.Entry>) -> String? {
    let pictures = entries.reduce(0) { $0 + $1.tokens.image } / 258
    let recorded = entries.filter { $0.kind == .written }.reduce(0) { $0 + $1.tokens.audio }
    let sight = pictures > 0 ? ["I see \(pictures) picture\(pictures == 1 ? "" : "s")."] : []
    // 25 tokens a second.
    let sound = recorded > 0 ? ["I hear \(recorded * 40) ms of a recording."] : []
    let all = sight + sound
    return all.isEmpty ? nil : all.joined(separator: " ")
  }

  private func words(about text: String, _ memory: SessionMemory) -> String {
    let question = text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }
    if question.hasPrefix("count to "), let number = Int(question.dropFirst(9)), (1...1_000).contains(number) {
      return (1...number).map(String.init).joined(separator: " ")
    }
    switch question {
    case "what did i say":
      let said = memory.answered.map(\.text)
      return said.isEmpty ? "You said nothing before this." : "You said: " + said.joined(separator: "; ")
    case "what are your instructions":
      return instruction.map { "My instructions are: " + $0 } ?? "I have no instructions."
    case "what are your tools":
      let names = tools.functions.map(\.name)
      return names.isEmpty ? "I have no tools." : "My tools are: " + names.joined(separator: ", ")
    case let other where other.isEmpty: return text
    case _: return "You said: " + text
    }
  }

  private func echo(of speech: UserSpeech) -> Utterance {
    switch modality {
    case .text: .words("I heard \(speech.length) of speech.")
    case .audio: Playback.canPlay(speech) ? .playback(speech) : .words("You spoke for \(speech.length).")
    }
  }

  /// `call get_weather {"city":"Paris"} call get_time {}`: nil unless every name is declared.
  private func calls(in text: String) -> [Reply.Call]? {
    var calls: [Reply.Call] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard rest.prefix(5).lowercased() == "call " else { return nil }
      rest = rest.dropFirst(5).drop { $0 == " " }
      let name = String(rest.prefix { $0 != " " && $0 != "{" })
      guard tools.function(named: name) != nil else { return nil }
      rest = rest.dropFirst(name.count).drop { $0 == " " }
      guard let arguments = Self.leadingObject(of: &rest) else { return nil }
      calls.append(Reply.Call(name: name, arguments: arguments))
      rest = rest.drop { " ,;\n".contains($0) }
    }
    return calls.isEmpty ? nil : calls
  }

  /// Takes a JSON object off the front of the text, `{}` if there is none. Nil if what stands there is broken.
  private static func leadingObject(of text: inout Substring) -> String? {
    guard text.hasPrefix("{") else { return "{}" }
    var depth = 0
    var isInString = false
    var isEscaped = false
    for index in text.utf8.indices {
      switch (text.utf8[index], isInString) {
      case (_, true) where isEscaped: isEscaped = false
      case (UInt8(ascii: "\\"), true): isEscaped = true
      case (UInt8(ascii: "\""), _): isInString.toggle()
      case (UInt8(ascii: "{"), false): depth += 1
      case (UInt8(ascii: "}"), false): depth -= 1
      case _: break
      }
      guard depth == 0 else { continue }
      let end = text.utf8.index(after: index)
      let object = String(text[..<end])
      text = text[end...]
      return RawJSON(validating: object) == nil ? nil : object
    }
    return nil
  }

  private static func cut(_ text: String) -> String {
    text.count > answerLimit ? text.prefix(answerLimit) + "…" : text
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
