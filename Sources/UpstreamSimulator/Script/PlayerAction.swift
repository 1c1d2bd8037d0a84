/// What a connection's shell has to do.
package enum PlayerAction: Equatable, Sendable {
  /// One message; Google sends its JSON in binary frames.
  case send([UInt8], asText: Bool)
  /// To be kept for whoever resumes with this handle.
  case keep(SessionMemory, handle: String)
  case close(Refusal)
  /// End the TCP connection with a reset.
  case reset
  /// The client did not do what the script expects; a close follows.
  case failed(String)
}
