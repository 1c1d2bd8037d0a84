package import Admission
internal import Synchronization

/// The tickets of this process: one for each open session, and none longer than it.
package final class InMemoryReattachTickets: ReattachStore {
  private let tickets = Mutex<[String: ReattachTicket]>([:])

  package init() {}

  package func keep(_ ticket: ReattachTicket, of sessionID: String) async throws(Refusal) {
    tickets.withLock { $0[sessionID] = ticket }
  }

  package func ticket(of sessionID: String) async throws(Refusal) -> ReattachTicket? {
    tickets.withLock { $0[sessionID] }
  }

  package func forget(_ sessionID: String) async { tickets.withLock { $0[sessionID] = nil } }
}
