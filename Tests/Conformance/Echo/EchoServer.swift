import Foundation
import NIOCore
import NIOPosix
import WebSocket

/// Takes every handshake and echoes, until it is killed.
enum EchoServer {
  static func run() async throws {
    let upgrade = WebSocketServerUpgrade<Void>(
      decide: { _, channel in
        let acceptance = UpgradeAcceptance(configuration: ConformanceEcho.configuration) { socket in
          let peer = EchoPeer()
          peer.opened(socket)
          return peer
        }
        return channel.eventLoop.makeSucceededFuture(.accept(acceptance))
      },
      http: { $0.close(promise: nil) })
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { _ = try upgrade.configure(channel) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    // Not `print`, which keeps it back from a pipe.
    FileHandle.standardOutput.write(Data("\(listener.localAddress?.port ?? 0)\n".utf8))
    try await listener.closeFuture.get()
  }
}
