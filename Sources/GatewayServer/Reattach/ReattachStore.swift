package import Admission

/// Where the tickets of running sessions are kept: in this process (`InMemoryReattachTickets`), or in a place that several
/// gateways share.
package protocol ReattachStore: Sendable {
  /// Keeps a ticket until it is forgotten. Throws where it cannot.
  func keep(_ ticket: ReattachTicket, of sessionID: String) async throws(Refusal)

  /// Nil: none is known.
  func ticket(of sessionID: String) async throws(Refusal) -> ReattachTicket?

  /// The session has ended.
  func forget(_ sessionID: String) async
}
