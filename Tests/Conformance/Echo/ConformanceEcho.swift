import NIOCore
import NIOPosix
import WebSocket

/// What the Autobahn test suite needs of an implementation under test: an endpoint that sends every message back, as a
/// server that the suite dials, and as a client that dials the suite. `scripts/conformance` runs it.
///
///     conformance-echo server                        prints the port it listens on
///     conformance-echo client ws://127.0.0.1:9001    asks for one case after the other
@main
struct ConformanceEcho {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first) {
    case ("server", nil): try await EchoServer.run()
    case ("client", .some(let url)): try await EchoClient(suite: url).run()
    default: print("conformance-echo server | conformance-echo client ws://HOST:PORT")
    }
  }

  /// The suite's longest message has 16 MiB; pings of our own would stand between the frames that it expects.
  static let configuration = WebSocketConfiguration(limits: MessageLimits(messageBytes: 32 << 20), keepAlive: nil)
}
