internal import NIOConcurrencyHelpers
package import NIOCore
internal import NIOPosix

/// Finds addresses as the system does, and remembers them (`AddressBook`). Dials that want the same name at the same time
/// share one lookup. An address in place of a name is what it is.
package final class CachingResolver: Resolver, Sendable {
  /// Looks a name up without blocking, and calls back once, from anywhere.
  package typealias LookUp =
    @Sendable (_ name: String, _ done: @escaping @Sendable (Result<HostAddresses, LookupFailure>) -> Void) -> Void

  private struct State {
    var book = AddressBook()
    var waiting: [String: [EventLoopPromise<HostAddresses>]] = [:]
  }

  private let state = NIOLockedValueBox(State())
  private let group: any EventLoopGroup
  private let lookUp: LookUp
  private let now: @Sendable () -> NIODeadline

  /// - Parameter group: Answers are given on the loop that asks, if it is one of these.
  package init(
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    now: @escaping @Sendable () -> NIODeadline = { .now() }, lookUp: @escaping LookUp = SystemLookup.start
  ) {
    self.group = group
    self.now = now
    self.lookUp = lookUp
  }

  package func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
    addresses(of: host).map { $0.v4.with(port: port) }
  }

  package func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
    addresses(of: host).map { $0.v6.with(port: port) }
  }

  /// Others may wait for the same lookup, and who comes next can use it.
  package func cancelQueries() {}

  /// Nobody took a connection there: the next dial looks `host` up.
  func unreachable(_ host: String) {
    state.withLockedValue { $0.book.forgotten(host.lowercased()) }
  }

  private func addresses(of host: String) -> EventLoopFuture<HostAddresses> {
    let promise = group.any().makePromise(of: HostAddresses.self)
    if let literal = HostAddresses(literal: host) {
      promise.succeed(literal)
      return promise.futureResult
    }
    let name = host.lowercased()
    let answer = state.withLockedValue { state in
      let answer = state.book.asked(for: name, at: now())
      switch answer {
      case .lookUp, .wait: state.waiting[name, default: []].append(promise)
      case .known, .renew, .failed: break
      }
      return answer
    }
    switch answer {
    case .known(let addresses): promise.succeed(addresses)
    case .renew(let addresses):
      promise.succeed(addresses)
      begin(name)
    case .lookUp: begin(name)
    case .wait: break
    case .failed(let reason): promise.fail(reason)
    }
    return promise.futureResult
  }

  private func begin(_ name: String) {
    lookUp(name) { [self] result in
      let waiting = state.withLockedValue { state in
        switch result {
        case .success(let addresses): state.book.found(addresses, for: name, at: now())
        case .failure(let reason): state.book.failed(reason, for: name, at: now())
        }
        return state.waiting.removeValue(forKey: name) ?? []
      }
      for promise in waiting { promise.completeWith(result.mapError { $0 as any Error }) }
    }
  }
}
