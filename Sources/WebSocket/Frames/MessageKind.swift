/// The two kinds of data message.
package enum MessageKind: Equatable, Sendable {
  /// UTF-8; what is received has been validated.
  case text
  case binary
}
