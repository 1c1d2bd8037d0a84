import NIOCore
import NIOPosix
import WebSocket

/// Runs the cases of Autobahn's `fuzzingserver`: asks how many there are, dials once for each, then has the report made.
struct EchoClient {
  private let suite: String
  private let connector: WebSocketConnector
  private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()

  init(suite: String) throws {
    self.suite = suite
    connector = WebSocketConnector(
      tls: try ClientTrust.context(), configuration: ConformanceEcho.configuration)
  }

  func run() async throws {
    let count = Int(try await visit("/getCaseCount")) ?? 0
    for number in stride(from: 1, through: count, by: 1) {
      _ = try await visit("/runCase?case=\(number)&agent=parley")
    }
    // Autobahn's own runner answers this one, kosoku's is content to have been asked.
    _ = try? await visit("/updateReports?agent=parley")
  }

  /// The last text message of a connection to `target`, once it has ended.
  private func visit(_ target: String) async throws -> String {
    let request = WebSocketConnector.Request(try WebSocketAddress(suite + target))
    return try await eventLoop.flatSubmit { [connector, eventLoop] in
      let ended = eventLoop.makePromise(of: String.self)
      let peer = EchoPeer { ended.succeed($0) }
      _ = connector.connect(request, on: eventLoop, delegate: peer) { result in
        switch result {
        case .success(let socket): peer.opened(socket)
        case .failure(let error): ended.fail(error)
        }
      }
      return ended.futureResult
    }.get()
  }
}
