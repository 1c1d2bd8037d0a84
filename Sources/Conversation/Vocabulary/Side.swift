/// One of the two peers of a call.
package enum Side: Equatable, Sendable {
  case client
  case upstream
}
