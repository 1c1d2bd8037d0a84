internal import NIOCore

/// Says when the next thing falls due: one timer for all sessions of a thread. Belongs to its event loop.
final class LoadPacer {
  /// Further behind than this, what fell due is given up: it would only be sent in one heap.
  private static let patience = TimeAmount.seconds(1)

  private let period: TimeAmount
  private let slot: TimeAmount?
  private let eventLoop: any EventLoop
  private let due: (_ number: Int, _ latenessNanoseconds: UInt64) -> Void
  private var began = NIODeadline.now()
  private var number = 0
  private var timer: Scheduled<Void>?

  /// - Parameters:
  ///   - slot: Times are rounded down to multiples of it.
  ///   - due: Called for each number, from 0 on.
  init(
    period: TimeAmount, slot: TimeAmount?, on eventLoop: any EventLoop, due: @escaping (Int, UInt64) -> Void
  ) {
    self.period = max(period, .nanoseconds(1))
    self.slot = slot
    self.eventLoop = eventLoop
    self.due = due
  }

  func start() {
    began = .now()
    schedule()
  }

  func stop() {
    timer?.cancel()
    timer = nil
  }

  private func time(of number: Int) -> NIODeadline {
    let offset = Int64(number) * period.nanoseconds
    guard let slot else { return began + .nanoseconds(offset) }
    return began + .nanoseconds(offset - offset % slot.nanoseconds)
  }

  private func schedule() {
    timer = eventLoop.assumeIsolated().scheduleTask(deadline: time(of: number)) { [self] in fired() }
  }

  private func fired() {
    let now = NIODeadline.now()
    if now - time(of: number) > Self.patience {
      number = Int((now - began).nanoseconds / period.nanoseconds)
    }
    while time(of: number) <= now {
      due(number, UInt64((now - time(of: number)).nanoseconds))
      number += 1
    }
    schedule()
  }
}
