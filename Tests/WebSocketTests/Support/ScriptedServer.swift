import NIOCore
import NIOPosix

@testable import WebSocket

/// A server that answers any handshake with the text that a test wants.
struct ScriptedServer {
  let channel: any Channel
  var port: Int { channel.localAddress?.port ?? 0 }

  /// - Parameters:
  ///   - answer: Made from the correct `Sec-WebSocket-Accept`; nil: the connection is ended.
  ///   - rest: Bytes behind it, in the same write.
  ///   - ends: Whether TCP ends with that write.
  static func start(
    answer: @escaping @Sendable (String) -> String?, then rest: @escaping @Sendable () -> ArraySlice<UInt8> = { [] },
    ends: Bool = false
  ) async throws -> ScriptedServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { $0.pipeline.addHandler(Script(answer: answer, rest: rest, ends: ends)) }
      .bind(host: "127.0.0.1", port: 0).get()
    return ScriptedServer(channel: channel)
  }

  func stop() async throws { try await channel.close() }
}

private final class Script: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let answer: @Sendable (String) -> String?
  private let rest: @Sendable () -> ArraySlice<UInt8>

  private let ends: Bool

  init(
    answer: @escaping @Sendable (String) -> String?, rest: @escaping @Sendable () -> ArraySlice<UInt8>, ends: Bool
  ) {
    self.answer = answer
    self.rest = rest
    self.ends = ends
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let request = String(buffer: Self.unwrapInboundIn(data))
    guard let line = request.split(separator: "\r\n").first(where: { $0.hasPrefix("Sec-WebSocket-Key: ") }) else {
      return
    }
    let key = String(line.dropFirst("Sec-WebSocket-Key: ".count))
    guard let text = answer(HandshakeKey.answer(to: key)) else { return context.close(promise: nil) }
    context.channel.writeAndFlush(ByteBuffer(bytes: Array(text.utf8) + rest()), promise: nil)
    if ends { context.close(promise: nil) }
  }
}
