import NIOConcurrencyHelpers
import NIOCore

/// The connections that are open, so that they can be asked to end. May be used from any thread.
final class ConnectionRegistry: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    /// Those of the channels that carry a session.
    var sessions: Set<ObjectIdentifier> = []
    var played = 0
    var isClosing = false
  }

  /// For a session to end when asked.
  private static let patience = TimeAmount.seconds(5)

  private let limit: Int
  private let state = NIOLockedValueBox(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Until its end the channel is known here.
  func opened(_ channel: any Channel) {
    let isClosing = state.withLockedValue { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isClosing
    }
    channel.closeFuture.whenComplete { _ in self.closed(channel) }
    if isClosing { channel.close(promise: nil) }
  }

  /// The number of the next connection that the script plays, the first being 0.
  func nextNumber() -> Int {
    state.withLockedValue { state in
      defer { state.played += 1 }
      return state.played
    }
  }

  /// Takes one of the places for sessions until the channel closes; false if all are taken.
  func takePlace(_ channel: any Channel) -> Bool {
    state.withLockedValue { state in
      guard state.sessions.count < limit else { return false }
      state.sessions.insert(ObjectIdentifier(channel))
      return true
    }
  }

  /// Asks every session to end, closes what is none, and waits until all are gone.
  func quiesce() async {
    let (channels, sessions) = state.withLockedValue { state in
      state.isClosing = true
      return (state.channels, state.sessions)
    }
    for (id, channel) in channels {
      guard sessions.contains(id) else {
        channel.close(promise: nil)
        continue
      }
      channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
      let deadline = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
      channel.closeFuture.whenComplete { _ in deadline.cancel() }
    }
    for channel in channels.values { try? await channel.closeFuture.get() }
  }

  private func closed(_ channel: any Channel) {
    state.withLockedValue { state in
      state.channels[ObjectIdentifier(channel)] = nil
      state.sessions.remove(ObjectIdentifier(channel))
    }
  }
}
