package import ByteJSON

/// One item of a conversation: text and transcripts. What a client adds may hold a picture or a recording until it has
/// gone up; nothing else ever holds media (semantics 3).
package struct Item: Equatable, Sendable {
  package enum Role: String, Equatable, Sendable, CaseIterable {
    case user
    case assistant
    case system
  }

  package enum Status: String, Equatable, Sendable {
    case inProgress = "in_progress"
    case completed
    case incomplete
  }

  package enum Content: Equatable, Sendable {
    case inputText(String)
    /// Speech of the user; the transcript is nil while none is known. The recording is there only in an item that a
    /// client made and that has not gone up.
    case inputAudio(transcript: String?, Recording? = nil)
    /// A picture that the user shows; nil once it has gone up.
    case inputImage(detail: Picture.Detail, Picture?)
    case outputText(String)
    case outputAudio(transcript: String)

    /// What a reader of the record sees; empty where nothing is known.
    package var text: String {
      switch self {
      case .inputText(let text), .outputText(let text), .outputAudio(let text): text
      case .inputAudio(let transcript, _): transcript ?? ""
      case .inputImage: ""
      }
    }
  }

  package enum Kind: Equatable, Sendable {
    case message(role: Role, content: [Content])
    /// The model wants a function called. `arguments` are a verbatim JSON object, nil while they are being sent.
    case functionCall(callID: String, name: String, arguments: RawJSON?)
    /// What the function gave back: free text.
    case functionCallOutput(callID: String, output: String)
  }

  package var id: String
  package var status: Status
  package var kind: Kind
  /// What an answer rests on; of its one part.
  package var citations: [Citation] = []

  package init(id: String, status: Status, kind: Kind) {
    self.id = id
    self.status = status
    self.kind = kind
  }

  /// Who says it; a function's output is the user's side.
  package var role: Role {
    switch kind {
    case .message(let role, _): role
    case .functionCall: .assistant
    case .functionCallOutput: .user
    }
  }

  /// The parts of a message; none of anything else.
  package var content: [Content] {
    switch kind {
    case .message(_, let content): content
    case .functionCall, .functionCallOutput: []
    }
  }
}
