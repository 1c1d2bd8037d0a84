package import ByteJSON

/// A `response.create`: what this one response shall be.
package struct ResponseRequest: Equatable, Sendable {
  /// What the answer becomes part of.
  package enum Scope: Equatable, Sendable {
    case conversation
    /// `conversation: "none"`: the conversation never learns of it.
    case outside
  }

  /// Overrides the session's output for this response.
  package var output: SessionConfiguration.Output?
  /// Overrides the session's instructions for this response.
  package var instructions: String?
  /// Override the session's for this response.
  package var tools: [Tool]?
  package var toolChoice: ToolChoice?
  /// How the model is told of the overrides; set by the session.
  var context: Session.ResponseContext?
  /// A verbatim object of strings, echoed in `response.created` and `response.done`.
  package var metadata: RawJSON?
  package var scope = Scope.conversation
  /// What the answer sees instead of the conversation; nil: the conversation.
  package var input: [ContextItem]?
  package var shape: EventShape
  package var eventID: String?

  package init(
    output: SessionConfiguration.Output? = nil, instructions: String? = nil, metadata: RawJSON? = nil,
    shape: EventShape = .neutral, eventID: String? = nil
  ) {
    self.output = output
    self.instructions = instructions
    self.metadata = metadata
    self.shape = shape
    self.eventID = eventID
  }
}
