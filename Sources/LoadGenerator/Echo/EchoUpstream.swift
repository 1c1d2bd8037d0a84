package import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import NIOSSL
internal import WebSocket

/// An upstream that returns what it hears, at once: for measuring what lies in front of it. It speaks Gemini Live to a
/// gateway that translates, and OpenAI Realtime to a relay that does not; the path decides. The frames of both are as
/// long as in the real protocols, so that the work is comparable.
///
/// It judges nothing. The strict one is the simulator.
package struct EchoUpstream: Sendable {
  private let listener: any Channel
  package let port: Int

  /// - Parameters:
  ///   - echoEvery: Returns every Nth frame of a connection; 1 returns all.
  ///   - tls: nil serves plain connections; else only TLS ones.
  /// - Throws: `LoadProblem.noPort`.
  package static func bind(
    port: Int, echoEvery: Int = 1, tls: NIOSSLContext? = nil, on group: any EventLoopGroup
  ) async throws -> EchoUpstream {
    let door = door(echoEvery)
    do {
      let listener = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 4_096)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            _ = try door.configure(channel)
          }
        }
        .bind(host: "127.0.0.1", port: port).get()
      return EchoUpstream(listener: listener, port: listener.localAddress?.port ?? port)
    } catch {
      throw LoadProblem.noPort(port, "\(error)")
    }
  }

  /// Stops listening; connections end with their peers.
  package func close() async { try? await listener.close() }

  private static func door(_ echoEvery: Int) -> WebSocketServerUpgrade<Void> {
    WebSocketServerUpgrade<Void>(
      decide: { head, channel in channel.eventLoop.makeSucceededFuture(decide(head, echoEvery)) },
      http: { $0.close(promise: nil) })
  }

  private static func decide(_ head: HTTPRequestHead, _ echoEvery: Int) -> UpgradeDecision {
    guard let tongue = EchoTongue(path: head.uri) else {
      return .refuse(
        HTTPRefusal(.notFound, text: "Paths here end in BidiGenerateContent (Gemini Live) or realtime (OpenAI)."))
    }
    var configuration = WebSocketConfiguration.server
    configuration.writing = .pastPipeline
    configuration.keepAlive = nil
    let offered = head.headers[canonicalForm: "sec-websocket-protocol"].map(String.init)
    return .accept(
      UpgradeAcceptance(subprotocol: offered.first { $0 == "realtime" }, configuration: configuration) {
        EchoCall($0, tongue, echoEvery: echoEvery)
      })
  }
}
