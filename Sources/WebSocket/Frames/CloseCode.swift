/// The status code of a close frame (RFC 6455, 7.4). A struct, because 3000–4999 belong to applications.
package struct CloseCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }
  package init(_ rawValue: UInt16) { self.rawValue = rawValue }

  package static let normal = CloseCode(1000)
  package static let goingAway = CloseCode(1001)
  package static let protocolError = CloseCode(1002)
  package static let unsupportedData = CloseCode(1003)
  /// Never on the wire: the close frame had no code.
  package static let noStatus = CloseCode(1005)
  /// Never on the wire: the connection ended without a close frame.
  package static let abnormal = CloseCode(1006)
  package static let invalidPayload = CloseCode(1007)
  package static let policyViolation = CloseCode(1008)
  package static let messageTooBig = CloseCode(1009)
  package static let internalError = CloseCode(1011)
  package static let serviceRestart = CloseCode(1012)
  package static let tryAgainLater = CloseCode(1013)
  package static let badGateway = CloseCode(1014)

  /// Whether a close frame may carry this code: those of RFC 6455 and of its IANA registry that are meant for the
  /// wire (1012 to 1014 came later), and the ranges of libraries and applications.
  package var mayTravel: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}

extension CloseCode: CustomStringConvertible {
  package var description: String { String(rawValue) }
}
