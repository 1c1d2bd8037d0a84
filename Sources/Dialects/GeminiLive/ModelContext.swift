import ByteJSON

/// What of a setup matters later: instructions and functions, which a `contextUpdate` can change on a running
/// connection, and who finds the user's turns.
struct ModelContext: Equatable, Sendable {
  /// Paragraphs of the system instruction as the setup has them.
  private var paragraphs: [String] = []
  /// `[{"functionDeclarations":[…]}]`, verbatim; nil: none.
  private var tools: RawJSON?
  /// Texts of system items, said in addition. Each update repeats all of them.
  private(set) var notes: [String] = []
  /// The model finds the user's turns by itself; only another setup changes that.
  private(set) var findsTurns = true

  init() {}

  init(ofSetup message: [UInt8]) {
    guard let setup = try? JSONNode.parse(message)["setup"] else { return }
    paragraphs = setup["systemInstruction"]?["parts"]?.elements?.compactMap { $0["text"]?.string } ?? []
    tools = setup["tools"]?.raw
    findsTurns = setup["realtimeInputConfig"]?["automaticActivityDetection"]?["disabled"]?.bool != true
  }

  /// The message that adds `texts`.
  mutating func noted(_ texts: [String]) -> [UInt8] {
    notes += texts
    return message(saysInstructions: true, saysTools: false)
  }

  /// The message after which instructions and functions are the other's, the notes kept; nil if they are already.
  mutating func changed(to other: ModelContext) -> [UInt8]? {
    let (saysInstructions, saysTools) = (other.paragraphs != paragraphs, other.tools != tools)
    guard saysInstructions || saysTools else { return nil }
    (paragraphs, tools) = (other.paragraphs, other.tools)
    return message(saysInstructions: saysInstructions, saysTools: saysTools)
  }

  /// Another connection goes on with the same session.
  mutating func resumed(with notes: [String]) { self.notes = notes }

  /// `setup` with all notes, and with the handle.
  func setup(_ setup: [UInt8], resuming handle: String) -> [UInt8] {
    guard let members = try? JSONNode.parse(setup)["setup"]?.members else { return setup }
    var writer = JSONWriter()
    writer.object {
      $0.object("setup") { message in
        for (key, value) in members where key != "systemInstruction" && key != "sessionResumption" {
          message.member(named: key, value.raw)
        }
        if !paragraphs.isEmpty || !notes.isEmpty { write(instruction: &message) }
        message.object("sessionResumption") { $0.member("handle", handle) }
      }
    }
    return writer.bytes
  }

  private func write(instruction message: inout JSONWriter) {
    message.object("systemInstruction") {
      $0.array("parts") { parts in
        for text in paragraphs + notes { parts.object { $0.member("text", text) } }
      }
    }
  }

  private func message(saysInstructions: Bool, saysTools: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.object("contextUpdate") { update in
        if saysInstructions {
          write(instruction: &update)
        }
        if saysTools { update.object("tools") { $0.member("tools", tools ?? .emptyArray) } }
      }
    }
    return writer.bytes
  }
}
