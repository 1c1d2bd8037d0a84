internal import Admission
internal import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore

/// Knows the calls of this process whose clients may come back.
package final class ReattachDesk: Sendable {
  private struct Entry: Sendable {
    var call: NIOLoopBound<Relay>
    var eventLoop: any EventLoop
    var place: SessionPlace
  }

  private let store: any ReattachStore
  private let logger: Logger
  private let entries = NIOLockedValueBox<[String: Entry]>([:])

  /// 40 letters and digits: some 238 bits.
  private static let tokenLength = 40

  init(store: any ReattachStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// A token that nobody can guess.
  static func makeToken() -> String { ReattachTicket.prefix + RandomText.make(tokenLength) }

  /// A call began; on its event loop. The place is its own until it ends.
  func began(_ call: Relay, sessionID: String, ticket: ReattachTicket, place: SessionPlace) -> ReattachEntry {
    let eventLoop = call.eventLoop
    let entry = Entry(call: NIOLoopBound(call, eventLoop: eventLoop), eventLoop: eventLoop, place: place)
    entries.withLockedValue { $0[sessionID] = entry }
    let kept = eventLoop.makeFutureWithTask { [store, logger] in
      do throws(Refusal) {
        try await store.keep(ticket, of: sessionID)
      } catch {
        logger.warning("A client of this session could not come back", metadata: ["problem": "\(error.message)"])
      }
    }
    return ReattachEntry(desk: self, sessionID: sessionID, place: place, kept: kept)
  }

  /// The call ended.
  fileprivate func forget(_ sessionID: String, after kept: EventLoopFuture<Void>) {
    entries.withLockedValue { $0[sessionID] = nil }
    kept.whenComplete { [store] _ in
      kept.eventLoop.makeFutureWithTask { await store.forget(sessionID) }.whenComplete { _ in }
    }
  }

  /// Nil: no such session runs here.
  func wayBack(to sessionID: String) async throws(Refusal) -> WayBack? {
    guard let entry = entries.withLockedValue({ $0[sessionID] }) else { return nil }
    guard let ticket = try await store.ticket(of: sessionID) else { return nil }
    return WayBack(ticket: ticket, call: entry.call, eventLoop: entry.eventLoop, place: entry.place)
  }
}

/// A call's entry at the desk.
struct ReattachEntry {
  fileprivate let desk: ReattachDesk
  fileprivate let sessionID: String
  let place: SessionPlace
  fileprivate let kept: EventLoopFuture<Void>

  /// The call has ended. Once.
  func ended() {
    desk.forget(sessionID, after: kept)
    place.left()
  }
}
