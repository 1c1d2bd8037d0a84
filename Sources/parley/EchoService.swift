import LoadGenerator
import NIOPosix

/// The echo upstream alone, until the process is told to end.
enum EchoService {
  /// - Parameter started: Called with its address.
  static func run(_ options: BenchEchoOptions, started: (String) -> Void) async throws {
    let tls = try options.tls()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let echo = try await EchoUpstream.bind(
      port: options.echoUpstream ?? 0, echoEvery: options.echoEvery, tls: tls, on: group)
    started("\(tls == nil ? "ws" : "wss")://127.0.0.1:\(echo.port)")
    while !Task.isCancelled { try await Task.sleep(for: .seconds(3_600)) }
    await echo.close()
  }
}
