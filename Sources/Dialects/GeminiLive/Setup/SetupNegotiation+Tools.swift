import ByteJSON
import Conversation

/// Functions are declared; Google has no word for the choice among them (section 2.3 of its reference).
extension SetupNegotiation {
  mutating func settleTools() throws(Fault) {
    let tools = effective.tools
    if case .function(let name) = effective.toolChoice, !tools.contains(where: { $0.name == name }) {
      throw Fault(
        .invalidRequest, code: "invalid_value",
        "Invalid 'session.tool_choice': there is no function '\(name.prefix(64))' in 'session.tools'.",
        param: "session.tool_choice")
    }
    guard profile.tools || tools.isEmpty else {
      throw .unsupported("\(profile.id) cannot call functions. Leave session.tools empty.", param: "session.tools")
    }
    // Also where none is used now: a tool that cannot be declared is refused when it comes, not later.
    let declarations = setup.block.tools(
      with: try FunctionDeclarations.json(tools, blocking: profile.behaviorField))
    switch effective.toolChoice {
    case .auto: setup.tools = declarations
    case .none: setup.tools = setup.block.tools(with: [])
    case .required where tools.isEmpty:
      setup.tools = declarations
      chooseFreely("tool_choice required is auto: there are no tools")
    case .required:
      setup.tools = declarations
      setup.toolDemand = "Before you answer a turn of the user, call at least one of your functions."
      chooseFreely("tool_choice required is an instruction to the model")
    case .function(let name):
      setup.tools = declarations
      setup.toolDemand = "Before you answer a turn of the user, call the function \(name)."
      chooseFreely("tool_choice \(name) is an instruction to the model")
    }
  }

  private mutating func chooseFreely(_ note: String) {
    effective.toolChoice = .auto
    approximations.append(note)
  }
}
