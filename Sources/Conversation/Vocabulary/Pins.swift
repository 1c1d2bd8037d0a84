/// Fields of a session that its operator has pinned: the client may neither change nor read them.
package struct Pins: Equatable, Sendable {
  package enum Field: String, CaseIterable, Hashable, Sendable {
    case instructions
    case tools
    case model
  }

  package var fields: Set<Field>
  /// Names that would give a pinned model away, such as the upstream's own: no error may hold them.
  package var hiddenNames: [String]

  package static let none = Pins([])

  package init(_ fields: Set<Field>, hiddenNames: [String] = []) {
    self.fields = fields
    self.hiddenNames = hiddenNames
  }

  /// What is wrong with an update of a session on `model`; nil: it touches nothing that is pinned. Naming a pinned field
  /// is enough, whatever the value: comparing would let a client guess it. Stock clients repeat the model that they
  /// connected to, which changes nothing.
  package func objection(to update: SessionUpdate, model: String) -> Fault? {
    if fields.contains(.model), let wish = update.model, wish != model { return .pinned(.model, at: "session.model") }
    for change in update.changes {
      guard let field = change.pinnable, fields.contains(field) else { continue }
      return .pinned(field, at: "session.\(field.rawValue)")
    }
    return nil
  }

  /// The same for the wishes of a single response.
  package func objection(to request: ResponseRequest) -> Fault? {
    if fields.contains(.instructions), request.instructions != nil {
      return .pinned(.instructions, at: "response.instructions")
    }
    return fields.contains(.tools) && request.tools != nil ? .pinned(.tools, at: "response.tools") : nil
  }

  /// A fault that names no hidden model. Longer names go first: one may hold another.
  package func redacted(_ fault: Fault) -> Fault {
    guard fields.contains(.model) else { return fault }
    var fault = fault
    for name in hiddenNames.sorted(by: { $0.utf8.count > $1.utf8.count }) where !name.isEmpty {
      fault.message = fault.message.split(separator: name, omittingEmptySubsequences: false).joined(
        separator: "this model")
    }
    return fault
  }
}

extension SessionChange {
  /// The field that can be pinned, if this is one.
  fileprivate var pinnable: Pins.Field? {
    switch self {
    case .instructions: .instructions
    case .tools: .tools
    case .purpose, .output, .voice, .inputFormat, .outputFormat, .transcription, .noiseReduction, .turnDetection,
      .toolChoice,
      .temperature, .maxOutputTokens, .truncation, .tracing:
      nil
    }
  }
}

extension Fault {
  fileprivate static func pinned(_ field: Pins.Field, at param: String) -> Fault {
    Fault(
      .invalidRequest, code: "pinned_field",
      "'\(param)' is pinned: the \(field.rawValue) of this session cannot be changed by its client. Leave the field out.",
      param: param)
  }
}
