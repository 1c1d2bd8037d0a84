package import Admission
internal import NIOConcurrencyHelpers

/// The tickets of this process: one for each open session, and none longer than it.
package final class InMemoryReattachTickets: ReattachStore {
  private let tickets = NIOLockedValueBox<[String: ReattachTicket]>([:])

  package init() {}

  package func keep(_ ticket: ReattachTicket, of sessionID: String) async throws(Refusal) {
    tickets.withLockedValue { $0[sessionID] = ticket }
  }

  package func ticket(of sessionID: String) async throws(Refusal) -> ReattachTicket? {
    tickets.withLockedValue { $0[sessionID] }
  }

  package func forget(_ sessionID: String) async { tickets.withLockedValue { $0[sessionID] = nil } }
}
