import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// One end of a TCP connection in the hands of a test: it sends bytes, and keeps what it gets.
final class RawPeer: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private struct State {
    var channel: (any Channel)?
    var received: [UInt8] = []
  }

  private let state = Mutex(State())
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation

  init() { (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// Dials a server on loopback.
  static func dial(_ port: Int) async throws -> RawPeer {
    let peer = RawPeer()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { $0.pipeline.addHandler(peer) }
      .connect(host: "127.0.0.1", port: port).get()
    // The connection may be reported before `channelActive` has run.
    peer.state.withLock { $0.channel = channel }
    return peer
  }

  /// A server on loopback whose every connection is `peer`.
  static func listen(_ peer: RawPeer) async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { $0.pipeline.addHandler(peer) }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  var channel: (any Channel)? { state.withLock { $0.channel } }
  var received: [UInt8] { state.withLock { $0.received } }
  var text: String { String(decoding: received, as: UTF8.self) }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }
  func send(_ bytes: [UInt8]) async throws { try await channel?.writeAndFlush(ByteBuffer(bytes: bytes)) }

  /// Ends the connection as a crashed machine would: with a reset.
  func reset() async throws {
    try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try await channel?.close()
  }

  /// Waits until `condition` holds for what was received, or the connection has ended.
  func waitUntil(_ condition: (String) -> Bool) async {
    for await _ in changes where condition(text) { return }
  }

  /// Waits for the end of the connection, and returns all that came.
  func waitForEnd() async -> String {
    for await _ in changes {}
    return text
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    state.withLock { $0.channel = channel }
    changed.yield()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data).readableBytesView
    state.withLock { $0.received += bytes }
    changed.yield()
  }

  func channelInactive(context: ChannelHandlerContext) { changed.finish() }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
