import ByteJSON
import Conversation

/// What a session and a single response have in common.
extension ClientField {
  /// `modalities` of the beta, where audio always comes with its transcript: `["text"]`, `["audio","text"]`, and
  /// `["audio"]`, which LiteLLM's clients send.
  func modalities() throws(Fault) -> SessionConfiguration.Output {
    let names = try modalityNames()
    guard !names.isEmpty else { throw .invalidValue(at: path, "name 'text', or 'audio' and 'text'") }
    return names.contains("audio") ? .audio : .text
  }

  /// `output_modalities` of GA: one of the two, never both.
  func outputModalities() throws(Fault) -> SessionConfiguration.Output {
    let names = try modalityNames()
    guard names.count == 1 else {
      throw .invalidValue(at: path, "name exactly one, ['text'] or ['audio']; audio comes with its transcript")
    }
    return names.contains("audio") ? .audio : .text
  }

  private func modalityNames() throws(Fault) -> Set<String> {
    var names: Set<String> = []
    for element in try elements() { names.insert(try element.choice(["text", "audio"])) }
    return names
  }

  /// Nil is `inf`.
  func outputTokens() throws(Fault) -> Int? {
    if node.kind == .string {
      try choice(["inf"])
      return nil
    }
    return try integer(in: 1...4096)
  }

  func temperature() throws(Fault) -> Double { try decimal(in: 0.6...1.2) }

  func noPrompt() throws(Fault) {
    if isNull { return }
    _ = try object()
    throw .unsupported("Stored prompts live at OpenAI. Send their text as 'instructions'.", param: path)
  }

  /// Accepted; upstream models think as their profile says.
  func reasoning() throws(Fault) {
    try object().present("effort")?.choice(["none", "minimal", "low", "medium", "high", "xhigh"])
  }

  /// `metadata`: at most 16 pairs of strings, kept as they were written because they are echoed.
  func metadata() throws(Fault) -> RawJSON? {
    if isNull { return nil }
    let pairs = try members()
    guard pairs.count <= 16 else { throw .invalidValue(at: path, "at most 16 pairs are allowed, not \(pairs.count)") }
    for (name, field) in pairs {
      guard name.unicodeScalars.count <= 64 else {
        throw .tooLong(path + " key", limit: 64, got: name.unicodeScalars.count)
      }
      _ = try field.string(atMost: 512)
    }
    return node.raw
  }
}
