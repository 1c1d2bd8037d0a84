import ByteJSON
import Conversation

/// A session's tools as Google wants them declared: the elements of `functionDeclarations`.
struct FunctionDeclarations {
  /// The most that one setup may declare.
  static let countLimit = 512
  /// Bytes of all declarations.
  static let sizeLimit = 1_048_576

  /// Throws the fault that names the tool which cannot be declared. `blocking`: the model is told to wait for outputs,
  /// as OpenAI's do.
  static func json(_ tools: [Tool], blocking: Bool) throws(Fault) -> [RawJSON] {
    guard tools.count <= countLimit else {
      throw refusal("there are \(tools.count) functions; at most \(countLimit) can be declared", at: "session.tools")
    }
    var declarations: [RawJSON] = []
    var size = 0
    for (index, tool) in tools.enumerated() {
      let declaration = try json(tool, at: "session.tools[\(index)]", blocking: blocking)
      size += declaration.bytes.count
      guard size <= sizeLimit else {
        throw refusal("the functions take more than \(sizeLimit) bytes. Shorten them", at: "session.tools")
      }
      declarations.append(declaration)
    }
    return declarations
  }

  private static func json(_ tool: Tool, at path: String, blocking: Bool) throws(Fault) -> RawJSON {
    guard tool.name.utf8.first?.beginsName == true else {
      throw refusal("at Google a function's name begins with a letter or an underscore", at: path + ".name")
    }
    let parameters = try parameters(tool, at: path + ".parameters")
    return RawJSON {
      $0.object {
        $0.member("name", tool.name)
        $0.member("description", ifPresent: tool.description)
        $0.member("parameters", ifPresent: parameters)
        if blocking { $0.member("behavior", "BLOCKING") }
      }
    }
  }

  private static func parameters(_ tool: Tool, at path: String) throws(Fault) -> RawJSON? {
    guard let schema = tool.parameters else { return nil }
    do throws(SchemaConversion.Problem) {
      return try SchemaConversion.parameters(schema)
    } catch {
      switch error {
      case .notAnObject: throw refusal("a function's parameters must be a schema of type 'object'", at: path)
      case .tooLarge:
        throw refusal(
          "the schema is too large once its references are inlined; it may take \(SchemaConversion.weightLimit) bytes",
          at: path)
      }
    }
  }

  private static func refusal(_ rule: String, at path: String) -> Fault {
    Fault(.invalidRequest, code: "invalid_value", "Invalid '\(path)': \(rule).", param: path)
  }
}

extension UInt8 {
  fileprivate var beginsName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
