internal import NIOCore

/// Stands first at the listener: sees whoever comes, through its own door or another, and keeps its own shut while another
/// one is open.
final class FrontDoorHandler: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  private let doors: Doors

  init(_ doors: Doors) { self.doors = doors }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    doors.came(Self.unwrapInboundIn(data))
    context.fireChannelRead(data)
  }

  func read(context: ChannelHandlerContext) {
    if doors.isFrontOpen { context.read() }
  }
}
