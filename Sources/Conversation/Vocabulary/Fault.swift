/// Something the client must be told, in the words of OpenAI's `error` object.
package struct Fault: Error, Equatable, Sendable {
  /// `error.type`.
  package enum Kind: String, Equatable, Sendable {
    case invalidRequest = "invalid_request_error"
    case server = "server_error"
    case rateLimit = "rate_limit_error"
    case authentication = "authentication_error"
    case sessionExpired = "session_expired"
  }

  package var kind: Kind
  /// `error.code`, such as `invalid_value`; the table is in section 10 (f) of the OpenAI reference.
  package var code: String
  /// One or two sentences: what is wrong, and what to do.
  package var message: String
  /// The field at fault, as a path: `session.audio.input.turn_detection.threshold`.
  package var param: String?
  /// The `event_id` of the client event at fault, if it gave one.
  package var eventID: String?

  package init(_ kind: Kind, code: String, _ message: String, param: String? = nil, eventID: String? = nil) {
    self.kind = kind
    self.code = code
    self.message = message
    self.param = param
    self.eventID = eventID
  }

  /// A part of the protocol that Parley, or the model, does not have.
  package static func unsupported(_ message: String, param: String? = nil) -> Fault {
    Fault(.invalidRequest, code: "unsupported_feature", message, param: param)
  }

  /// The same fault, naming the client event that caused it.
  package func caused(by eventID: String?) -> Fault {
    var fault = self
    fault.eventID = fault.eventID ?? eventID
    return fault
  }
}
