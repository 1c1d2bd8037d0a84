import ByteJSON

/// What a `contextUpdate` can change on a running connection: instructions and functions.
struct ModelContext: Equatable, Sendable {
  /// Paragraphs of the system instruction as the setup has them.
  private var paragraphs: [String] = []
  /// `[{"functionDeclarations":[…]}]`, verbatim; nil: none.
  private var tools: RawJSON?
  /// Texts of system items, said in addition. Each update repeats all of them.
  private(set) var notes: [String] = []

  init() {}

  init(ofSetup message: [UInt8]) {
    guard let setup = try? JSONNode.parse(message)["setup"] else { return }
    paragraphs = setup["systemInstruction"]?["parts"]?.elements?.compactMap { $0["text"]?.string } ?? []
    tools = setup["tools"]?.raw
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

  private func message(saysInstructions: Bool, saysTools: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.object("contextUpdate") { update in
        if saysInstructions {
          update.object("systemInstruction") {
            $0.array("parts") { parts in
              for text in paragraphs + notes { parts.object { $0.member("text", text) } }
            }
          }
        }
        if saysTools { update.object("tools") { $0.member("tools", tools ?? .emptyArray) } }
      }
    }
    return writer.bytes
  }
}
