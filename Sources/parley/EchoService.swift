import LoadGenerator
import NIOPosix

/// The echo upstream alone, until the process is told to end.
enum EchoService {
  /// - Parameter started: Called with the port.
  static func run(port: Int, started: (Int) -> Void) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let echo = try await EchoUpstream.bind(port: port, on: group)
    started(echo.port)
    while !Task.isCancelled { try await Task.sleep(for: .seconds(3_600)) }
    await echo.close()
  }
}
