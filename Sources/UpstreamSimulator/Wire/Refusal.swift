/// A close frame with which Google ends a connection: the code, and a reason for a person to read.
package struct Refusal: Error, Equatable, Sendable {
  package let code: UInt16
  /// At most 123 bytes of UTF-8, all that a close frame has room for; Google cuts its reasons there too.
  package let reason: String

  package init(code: UInt16, reason: String) {
    self.code = code
    var cut = String(reason.prefix(123))
    while cut.utf8.count > 123 { cut.removeLast() }
    self.reason = cut
  }

  /// 1007: the message cannot be accepted.
  static func invalid(_ reason: String) -> Refusal { Refusal(code: 1007, reason: reason) }

  /// 1008: what the message names is not there, or not for this caller.
  static func policy(_ reason: String) -> Refusal { Refusal(code: 1008, reason: reason) }
}

extension Refusal {
  static let invalidArgument = invalid("Request contains an invalid argument.")
  static let notFound = policy("Requested entity was not found.")
  static let sessionNotFound = policy("BidiGenerateContent session not found")
  /// The end of a connection's life, after `goAway`.
  static let aborted = policy("The operation was aborted.")
  static let deadlineExceeded = Refusal(code: 1011, reason: "RPC::DEADLINE_EXCEEDED")

  /// A rule of the service that has no known wording: Google's general sentence, and what it was about.
  static func invalidArgument(_ detail: String) -> Refusal {
    invalid("Request contains an invalid argument: \(detail)")
  }

  /// A field that the message at `path` does not have. `path` is empty for the message itself.
  static func unknownName(_ name: String, at path: String) -> Refusal {
    let place = path.isEmpty ? "" : " at '\(path)'"
    return invalid("Invalid JSON payload received. Unknown name \"\(name)\"\(place): Cannot find field.")
  }

  static func wrongValue(at path: String, type: String) -> Refusal {
    invalid("Invalid JSON payload received. Invalid value at '\(path)' (\(type))")
  }
}
