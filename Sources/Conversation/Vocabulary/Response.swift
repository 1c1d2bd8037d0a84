package import ByteJSON

/// One answer as the client sees it.
package struct Response: Equatable, Sendable {
  package enum Status: Equatable, Sendable {
    case inProgress
    case completed
    case cancelled(CancelReason)
    case incomplete(IncompleteReason?)
    case failed(Fault)
  }

  package enum CancelReason: String, Equatable, Sendable {
    case turnDetected = "turn_detected"
    case clientCancelled = "client_cancelled"
  }

  package enum IncompleteReason: String, Equatable, Sendable {
    case contentFilter = "content_filter"
    case maxOutputTokens = "max_output_tokens"
  }

  package var id: String
  package var status: Status
  package var output: [Item]
  package var conversationID: String?
  /// What this response is made of; never `likeTheTurn`.
  package var modality: SessionConfiguration.Output
  package var metadata: RawJSON?
  /// Nil: who the client would think.
  package var servedBy: ServedBy?
  package var usage: Usage?

  package init(
    id: String, status: Status = .inProgress, output: [Item] = [], conversationID: String?,
    modality: SessionConfiguration.Output, metadata: RawJSON? = nil, servedBy: ServedBy? = nil,
    usage: Usage? = nil
  ) {
    self.id = id
    self.status = status
    self.output = output
    self.conversationID = conversationID
    self.modality = modality
    self.metadata = metadata
    self.servedBy = servedBy
    self.usage = usage
  }
}
