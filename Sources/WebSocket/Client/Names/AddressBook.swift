package import NIOCore

/// Which names lead where, as far as that was asked lately.
///
///     unknown ──asked──► looked up ──found──► fresh ──30 s──► stale ──5 min──► unknown
///        ▲                  │ ▲                 ▲               │
///        │                  │ └─1 s── failed    └─── found ─────┘  who asks first has it looked up, and does not wait
///        │                  └─ failed ──┘
///        └── forgotten: nobody took a connection there
///
/// The system does not say how long its answers hold (getaddrinfo has no TTL), so these times are our own.
package struct AddressBook: Sendable {
  package enum Answer: Equatable, Sendable {
    case known(HostAddresses)
    /// Good enough for this one; look it up for the next.
    case renew(HostAddresses)
    case lookUp
    /// Somebody is looking it up.
    case wait
    case failed(LookupFailure)
  }

  private struct Entry {
    var found: (addresses: HostAddresses, at: NIODeadline)?
    var failure: (reason: LookupFailure, at: NIODeadline)?
    var isLookedUp = true
    var askedAt: NIODeadline
  }

  /// An answer is used without a thought for so long.
  package static let fresh = TimeAmount.seconds(30)
  /// It is used at all for so long.
  package static let longest = TimeAmount.minutes(5)
  /// A name that was not found is not looked up again for so long.
  package static let failurePause = TimeAmount.seconds(1)
  /// Names that are remembered.
  package static let capacity = 256

  private var entries: [String: Entry] = [:]

  package init() {}

  /// Somebody wants to dial `name`. After `renew` and `lookUp` they owe the book `found` or `failed`.
  package mutating func asked(for name: String, at now: NIODeadline) -> Answer {
    guard var entry = entries[name] else {
      if makeRoom() { entries[name] = Entry(askedAt: now) }
      return .lookUp
    }
    entry.askedAt = now
    let failure = entry.failure.flatMap { now - $0.at < Self.failurePause ? $0.reason : nil }
    let answer = Self.answer(entry, failure, at: now)
    switch answer {
    case .renew, .lookUp: entry.isLookedUp = true
    case .known, .wait, .failed: break
    }
    entries[name] = entry
    return answer
  }

  private static func answer(_ entry: Entry, _ failure: LookupFailure?, at now: NIODeadline) -> Answer {
    if let found = entry.found, now - found.at < longest {
      let isLeftAlone = now - found.at < fresh || entry.isLookedUp || failure != nil
      return isLeftAlone ? .known(found.addresses) : .renew(found.addresses)
    }
    if entry.isLookedUp { return .wait }
    return failure.map { .failed($0) } ?? .lookUp
  }

  package mutating func found(_ addresses: HostAddresses, for name: String, at now: NIODeadline) {
    entries[name]?.found = (addresses, now)
    entries[name]?.failure = nil
    entries[name]?.isLookedUp = false
  }

  package mutating func failed(_ reason: LookupFailure, for name: String, at now: NIODeadline) {
    entries[name]?.failure = (reason, now)
    entries[name]?.isLookedUp = false
  }

  /// Nobody took a connection at any address of it.
  package mutating func forgotten(_ name: String) {
    entries[name]?.found = nil
  }

  /// False: all names are being looked up; one more is not remembered.
  private mutating func makeRoom() -> Bool {
    guard entries.count >= Self.capacity else { return true }
    let oldest = entries.filter { !$0.value.isLookedUp }.min { $0.value.askedAt < $1.value.askedAt }
    guard let oldest else { return false }
    entries[oldest.key] = nil
    return true
  }
}
