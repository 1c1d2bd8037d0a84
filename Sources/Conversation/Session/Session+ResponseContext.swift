/// What a create asks for its one answer: other instructions, other functions (semantics 4).
extension Session {
  /// How the model is told.
  package enum ResponseContext: Equatable, Sendable {
    /// The connection takes this setup's instructions and functions, and gets its own back afterwards.
    case update(setup: [UInt8])
    /// A model that cannot be changed reads it.
    case note(String)
  }

  /// Finds out how the wishes of `request` can be had. Throws if they cannot.
  func settled(_ request: ResponseRequest, _ negotiate: Negotiate) throws(Fault) -> ResponseRequest {
    guard request.instructions != nil || request.tools != nil || request.toolChoice != nil else { return request }
    var settled = request
    let agreed: Negotiation
    do throws(Fault) {
      agreed = try negotiate(wanted.asking(for: request))
    } catch {
      throw error.of("response", instead: "session")
    }
    guard agreed.setup != negotiation.setup else { return request }
    if capabilities.contextUpdate, agreed.base == negotiation.base {
      settled.context = .update(setup: agreed.setup)
    } else {
      guard request.tools.map({ $0 == wanted.tools }) ?? true else {
        throw .unsupported(
          "This model keeps the functions that it was set up with. Leave 'response.tools' out; set the session's with "
            + "'session.update'.", param: "response.tools")
      }
      settled.context = .note(request.note)
    }
    return settled
  }

  /// Before the model is asked: it is told what this answer shall be. Content that waits for the answer's end is not.
  mutating func applyContext(of request: ResponseRequest?) {
    switch request?.context {
    case .update(let setup):
      send(.contextUpdate(setup))
      hasOwnContext = true
    case .note(let text):
      let note = Item(id: "note", status: .completed, kind: .message(role: .system, content: [.inputText(text)]))
      pending.itemAdded(note, first: !manual.isBegun)
    case nil: restoreContext()
    }
  }

  /// The answer is over. While functions run, the model is left alone: what goes up would cancel them.
  mutating func restoreContext() {
    guard hasOwnContext else { return }
    hasOwnContext = false
    send(.contextUpdate(negotiation.setup))
  }
}

extension SessionConfiguration {
  /// With what one response wants otherwise.
  func asking(for request: ResponseRequest) -> SessionConfiguration {
    var wish = self
    if let instructions = request.instructions { wish.instructions = instructions }
    if let tools = request.tools { wish.tools = tools }
    if let choice = request.toolChoice { wish.toolChoice = choice }
    return wish
  }
}

extension ResponseRequest {
  /// The same in words, for a model that can only be told.
  fileprivate var note: String {
    var parts = instructions.map { ["For your next answer only: " + $0] } ?? []
    switch toolChoice {
    case .auto, nil: break
    case .some(.none): parts.append("Do not call a function for your next answer.")
    case .required: parts.append("Before your next answer, call at least one of your functions.")
    case .function(let name): parts.append("Before your next answer, call the function \(name).")
    }
    return parts.joined(separator: " ")
  }
}

extension Fault {
  /// The same of another object: `response.tools` instead of `session.tools`.
  fileprivate func of(_ name: String, instead other: String) -> Fault {
    var fault = self
    if let param, param.hasPrefix(other + ".") { fault.param = name + param.dropFirst(other.count) }
    fault.message = message.replacing("'\(other).", with: "'\(name).")
    return fault
  }
}
