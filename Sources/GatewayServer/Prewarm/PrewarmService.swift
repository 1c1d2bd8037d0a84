package import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Keeps connections to deployments with `prewarm` ready, from the start of the process until its shutdown begins.
package struct PrewarmService: Service {
  private let group: any EventLoopGroup
  private let ready: @Sendable () async -> Void
  private let switchboards: AsyncStream<Switchboard>
  private let served: AsyncStream<Switchboard>.Continuation

  /// - Parameters:
  ///   - first: whose calls take the connections.
  ///   - group: the event loops of the calls.
  ///   - ready: returns when there are credentials to dial with.
  package init(
    _ first: Switchboard, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    ready: @escaping @Sendable () async -> Void = {}
  ) {
    self.group = group
    self.ready = ready
    (switchboards, served) = AsyncStream.makeStream()
    served.yield(first)
  }

  /// From now on connections are kept for the calls of this one. All are dialled anew: the old ones may have led
  /// elsewhere, or there with another key.
  package func serve(_ switchboard: Switchboard) { served.yield(switchboard) }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await ready()
      var current: Switchboard?
      for await next in switchboards {
        current?.endPrewarming()
        next.beginPrewarming(on: group)
        current = next
      }
      current?.endPrewarming()
    }
    try? await gracefulShutdown()
  }
}

extension PrewarmService: CustomStringConvertible {
  package var description: String { "prewarming" }
}
