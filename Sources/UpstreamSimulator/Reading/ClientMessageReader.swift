package import ByteJSON

/// Reads what a client sends on one connection, and judges it as Google does: shape, values, order.
///
///     awaiting setup ──setup──► open ──anything but setup──► open
///
/// After a refusal the connection is over; the reader is not asked again.
package struct ClientMessageReader: Sendable {
  private enum Phase: Equatable {
    case awaitingSetup
    case open(ModelTraits, automaticDetection: Bool)
  }

  private let surface: Surface
  private let apiVersion: String
  /// Last path segments of the models that exist; nil if all do.
  private let knownModels: Set<String>?
  private var phase = Phase.awaitingSetup

  package init(surface: Surface, apiVersion: String, knownModels: Set<String>? = nil) {
    self.surface = surface
    self.apiVersion = apiVersion
    self.knownModels = knownModels
  }

  /// What the model of this connection can do; nil before the setup.
  package var traits: ModelTraits? {
    switch phase {
    case .awaitingSetup: nil
    case .open(let traits, _): traits
    }
  }

  /// One WebSocket message, text or binary alike.
  package mutating func read(_ bytes: [UInt8]) throws(Refusal) -> ClientMessage {
    try read(Self.parse(bytes))
  }

  /// The message as JSON; what is not JSON is refused in Google's words.
  package static func parse(_ bytes: [UInt8]) throws(Refusal) -> JSONNode {
    do {
      return try JSONNode.parse(bytes)
    } catch {
      throw .invalid("Invalid JSON payload received. Unexpected token: \(error)")
    }
  }

  package mutating func read(_ node: JSONNode) throws(Refusal) -> ClientMessage {
    guard node.kind == .object else {
      throw .invalid("Invalid JSON payload received. Unexpected token: the message is no object")
    }
    try ShapeChecker.check(node, is: .clientMessage, at: "")
    switch phase {
    case .awaitingSetup:
      guard let setup = node.field("setup") else {
        throw .invalid("setup must be the first message and only the first")
      }
      return .setup(try openWith(setup))
    case .open(let traits, let automaticDetection):
      return try Self.read(node, traits, automaticDetection)
    }
  }

  private mutating func openWith(_ setup: JSONNode) throws(Refusal) -> SetupMessage {
    let model = try ModelPath(setup.field("model")?.string ?? "", on: surface)
    if let knownModels, !knownModels.contains(model.name) { throw model.unknown(apiVersion: apiVersion) }
    let traits = ModelTraits(model: model.name, on: surface)
    try SetupRules.check(setup, traits, modelName: model.name)
    let message = SetupMessage(reading: setup)
    phase = .open(traits, automaticDetection: message.detection.isAutomatic)
    return message
  }

  private static func read(
    _ node: JSONNode, _ traits: ModelTraits, _ automaticDetection: Bool
  ) throws(Refusal) -> ClientMessage {
    if let content = node.field("clientContent") { return .clientContent(try ClientContentMessage(reading: content)) }
    if let input = node.field("realtimeInput") {
      return .realtimeInput(try RealtimeInputMessage(reading: input, traits, automaticDetection: automaticDetection))
    }
    if let response = node.field("toolResponse") {
      return .toolResponse(try ToolResponseMessage(reading: response, traits))
    }
    if let update = node.field("contextUpdate") {
      guard traits.takesContextUpdate else { throw .invalidArgument("this model takes no context update.") }
      try SetupRules.checkTools(update.field("tools")?.field("tools"), at: "context_update.tools.tools")
      try SetupRules.checkInstruction(update.field("systemInstruction"), at: "context_update.system_instruction")
      return .contextUpdate(ContextUpdateMessage(reading: update))
    }
    throw .invalid("setup must be the first message and only the first")
  }
}
