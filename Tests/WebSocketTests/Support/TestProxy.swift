import NIOCore
import NIOPosix
import Synchronization

/// An HTTP proxy on loopback that makes tunnels, or refuses to.
final class TestProxy: Sendable {
  private let channelSlot = Mutex<(any Channel)?>(nil)
  private let requestSlot = Mutex("")

  /// Head of the last request.
  var request: String { requestSlot.withLock { $0 } }
  var port: Int { channelSlot.withLock { $0 }?.localAddress?.port ?? 0 }

  /// - Parameter refusal: The whole answer instead of a tunnel.
  static func start(refusal: String? = nil) async throws -> TestProxy {
    let proxy = TestProxy()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.pipeline.addHandler(
          TunnelEntrance(refusal: refusal) { head in proxy.requestSlot.withLock { $0 = head } })
      }
      .bind(host: "127.0.0.1", port: 0).get()
    proxy.channelSlot.withLock { $0 = channel }
    return proxy
  }

  func stop() async throws { try await channelSlot.withLock { $0 }?.close() }
}

/// Reads a CONNECT request, dials its target on loopback, then passes bytes both ways.
private final class TunnelEntrance: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let refusal: String?
  private let asked: @Sendable (String) -> Void
  private let head = Mutex("")
  private let target = Mutex<(any Channel)?>(nil)

  init(refusal: String?, asked: @escaping @Sendable (String) -> Void) {
    self.refusal = refusal
    self.asked = asked
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data)
    if let target = target.withLock({ $0 }) { return target.writeAndFlush(bytes, promise: nil) }
    let head = head.withLock { head in
      head += String(buffer: bytes)
      return head
    }
    guard head.hasSuffix("\r\n\r\n") else { return }
    asked(head)
    let client = context.channel
    if let refusal { return client.writeAndFlush(ByteBuffer(string: refusal), promise: nil) }
    guard let port = head.split(separator: " ").dropFirst().first?.split(separator: ":").last.flatMap({ Int($0) })
    else {
      return context.close(promise: nil)
    }
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { $0.pipeline.addHandler(TunnelExit(client)) }
      .connect(host: "127.0.0.1", port: port)
      .whenSuccess { target in
        self.target.withLock { $0 = target }
        client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"), promise: nil)
      }
  }

  func channelInactive(context: ChannelHandlerContext) { target.withLock { $0 }?.close(promise: nil) }
}

private final class TunnelExit: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let client: any Channel

  init(_ client: any Channel) { self.client = client }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    client.writeAndFlush(Self.unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
