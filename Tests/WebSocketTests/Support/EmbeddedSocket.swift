import NIOCore
import NIOEmbedded

@testable import WebSocket

/// A `WebSocketHandler` on a channel without a socket, and what it tells and writes.
struct EmbeddedSocket {
  let channel = EmbeddedChannel()
  let handler: WebSocketHandler
  let delegate: RecordingDelegate

  init(
    _ role: WebSocketRole = .server, keepAlive: WebSocketConfiguration.KeepAlive? = nil, pausedBytes: Int = 1000,
    delegate: RecordingDelegate = RecordingDelegate()
  ) throws {
    let configuration = WebSocketConfiguration(
      limits: MessageLimits(messageBytes: 100_000), keepAlive: keepAlive, pausedBytes: pausedBytes)
    handler = WebSocketHandler(
      role: role, configuration: configuration, eventLoop: channel.eventLoop, delegate: delegate, maskSeed: 3)
    self.delegate = delegate
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.pipeline.syncOperations.addHandler(handler)
  }

  /// One read of the socket.
  func receive(_ bytes: [UInt8]) throws {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
  }

  /// Ends the tick, and takes the bytes of each write since the last call.
  func writes() throws -> [[UInt8]] {
    channel.embeddedEventLoop.run()
    var writes: [[UInt8]] = []
    while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
      if buffer.readableBytes > 0 { writes.append(Array(buffer.readableBytesView)) }
    }
    return writes
  }

  /// Ends the tick, and decodes what was sent since the last call.
  func sent() throws -> [FrameDecoder.Event] {
    decode(try writes().flatMap { $0 }, role: handler.role == .server ? .client : .server)
  }
}
