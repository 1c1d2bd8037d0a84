import ByteJSON
import Conversation

/// The functions of a session, and whether the model shall call one.
extension ClientField {
  /// `[{"type":"function","name":…,"description"?:…,"parameters"?:{…}}]`. The nested form of chat completions is no
  /// form of this protocol: its name is missing.
  func tools() throws(Fault) -> [Tool] {
    var tools: [Tool] = []
    var names: Set<String> = []
    for element in try elements() {
      let tool = try element.tool()
      guard names.insert(tool.name).inserted else {
        throw .invalidValue(at: element.path(of: "name"), "there is another function of the name '\(tool.name)'")
      }
      tools.append(tool)
    }
    return tools
  }

  private func tool() throws(Fault) -> Tool {
    let type = try object().required("type")
    guard try type.string() == "function" else {
      throw .unsupported("Only tools of type 'function' are available. Leave this tool out.", param: path)
    }
    let name = try required("name").functionName()
    for (name, field) in try members() where !ClientField.toolNames.contains(name) {
      throw .unknownParameter(field.path)
    }
    // Arguments are as strict as the model makes them; the field is read so that its type is right.
    _ = try present("strict")?.boolean()
    return Tool(
      name: name, description: try present("description")?.string(),
      parameters: try present("parameters")?.object().node.raw)
  }

  /// `"auto"`, `"none"`, `"required"` or `{"type":"function","name":…}`. Whether there is such a function is known only
  /// where the update meets the session.
  func toolChoice() throws(Fault) -> ToolChoice {
    if node.kind == .string {
      return switch try choice(["auto", "none", "required"]) {
      case "none": .none
      case "required": .required
      default: .auto
      }
    }
    guard try object().required("type").choice(["function", "mcp"]) == "function" else {
      throw .unsupported("Only tools of type 'function' are available. Name one of them, or send 'auto'.", param: path)
    }
    return .function(try required("name").functionName())
  }

  /// A function's name: 1 to 64 letters, digits, underscores and dashes.
  func functionName() throws(Fault) -> String {
    let name = try string(atMost: 64)
    guard !name.isEmpty, name.utf8.allSatisfy(\.isOfFunctionName) else {
      throw .invalidValue(at: path, "a function's name is made of letters, digits, underscores and dashes")
    }
    return name
  }

  private static let toolNames: Set = ["type", "name", "description", "parameters", "strict"]
}

extension UInt8 {
  /// A letter, a digit, an underscore or a dash.
  fileprivate var isOfFunctionName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
