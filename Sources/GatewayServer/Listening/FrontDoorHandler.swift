internal import NIOCore

/// Stands first at the listener: sees whoever comes, through its own door or another, and keeps its own shut while another
/// one is open.
///
///     front door ──── a new connection ────► back door ──► its event loop
///                        └── it is HTTP ──► a task
///
/// Hummingbird stands between the two and would give a task to each. A task costs several wake-ups of threads, and a
/// WebSocket needs none.
final class FrontDoorHandler: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  private let doors: Doors
  private let back: BackDoorHandler
  private let welcome: Doors.Welcome

  init(_ doors: Doors, back: BackDoorHandler, _ welcome: @escaping Doors.Welcome) {
    self.doors = doors
    self.back = back
    self.welcome = welcome
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = Self.unwrapInboundIn(data)
    doors.came(connection)
    let loop = connection.eventLoop
    let welcome = welcome
    let welcomed =
      loop.inEventLoop
      ? loop.makeCompletedFuture { try welcome(connection) } : loop.submit { try welcome(connection) }
    welcomed.hop(to: context.eventLoop).assumeIsolated().whenComplete { [back] result in
      switch result {
      case .success: back.pass(connection)
      case .failure: connection.close(promise: nil)
      }
    }
  }

  func read(context: ChannelHandlerContext) {
    if doors.isFrontOpen { context.read() }
  }

  /// Hummingbird tells those that it knows.
  func channelInactive(context: ChannelHandlerContext) {
    doors.quiesce()
    context.fireChannelInactive()
  }
}
