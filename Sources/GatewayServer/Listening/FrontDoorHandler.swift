internal import NIOCore
internal import WebSocket

/// Stands first at the listener: sees whoever comes, through its own door or another, and keeps its own shut while another
/// one is open.
///
///     front door ──────────── a new connection ────────────► back door ──► its event loop
///         └── it is HTTP ──► Hummingbird, which gives it a task ──┘
///
/// A task costs a connection several wake-ups of threads. A WebSocket needs none, so it does not come past Hummingbird.
final class FrontDoorHandler: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  private let doors: Doors
  private let connections: ClientChannel
  private let back: BackDoorHandler

  init(_ doors: Doors, _ connections: ClientChannel, back: BackDoorHandler) {
    self.doors = doors
    self.connections = connections
    self.back = back
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = Self.unwrapInboundIn(data)
    doors.came(connection)
    let listener = context.loopBound
    onItsLoop(connection) { [connections, doors] in
      let outcome = try connections.outcome(of: connection)
      outcome.whenSuccess { outcome in
        switch outcome {
        case .http:
          doors.countsNoMore(connection)
          listener.eventLoop.execute { Self.passOn(connection, listener.value) }
        case .webSocket, .ended: break
        }
      }
    }.hop(to: context.eventLoop).assumeIsolated().whenComplete { [back] result in
      switch result {
      case .success: back.pass(connection)
      case .failure: connection.close(promise: nil)
      }
    }
  }

  func read(context: ChannelHandlerContext) {
    if doors.isFrontOpen { context.read() }
  }

  /// Who has come and is no plain HTTP is told that the listener ends.
  func channelInactive(context: ChannelHandlerContext) {
    doors.quiesce()
    context.fireChannelInactive()
  }

  private func onItsLoop(
    _ connection: any Channel, _ body: @escaping @Sendable () throws -> Void
  ) -> EventLoopFuture<Void> {
    connection.eventLoop.inEventLoop
      ? connection.eventLoop.makeCompletedFuture(withResultOf: body) : connection.eventLoop.submit(body)
  }

  private static func passOn(_ connection: any Channel, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return connection.close(promise: nil) }
    context.fireChannelRead(wrapInboundOut(connection))
  }
}
