import NIOCore
import Synchronization

/// The connections that are open, so that they can be asked to end. May be used from any thread.
final class ConnectionRegistry: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var accepted = 0
    var isClosing = false
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether one more connection than are open is one too many.
  var isFull: Bool { state.withLock { $0.channels.count > limit } }

  /// Until its end the channel is known here.
  func opened(_ channel: any Channel) {
    let isClosing = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isClosing
    }
    channel.closeFuture.whenComplete { _ in self.closed(channel) }
    if isClosing { channel.close(promise: nil) }
  }

  /// The number of the next connection that the script plays, the first being 0.
  func nextNumber() -> Int {
    state.withLock { state in
      defer { state.accepted += 1 }
      return state.accepted
    }
  }

  /// Asks every connection to end, and waits until they have.
  func quiesce() async {
    let channels = state.withLock { state in
      state.isClosing = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    for channel in channels { try? await channel.closeFuture.get() }
  }

  private func closed(_ channel: any Channel) {
    state.withLock { $0.channels[ObjectIdentifier(channel)] = nil }
  }
}
