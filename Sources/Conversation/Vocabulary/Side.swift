/// One of the peers of a call.
package enum Side: Hashable, Sendable {
  case client
  /// The model, on the conversation's own connection.
  case upstream
  /// The model, on the connection of one aside.
  case aside(AsideID)
}
