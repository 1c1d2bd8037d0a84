internal import Logging

/// The connections that turned out to be HTTP, each with its task.
struct ConnectionTasks: Sendable {
  private typealias Work = @Sendable () async -> Void

  private let works: AsyncStream<Work>
  private let continuation: AsyncStream<Work>.Continuation

  init() { (works, continuation) = AsyncStream.makeStream() }

  /// Does not wait for it.
  func serve(_ connection: GatewayChannel.Value, by gateway: GatewayChannel, _ logger: Logger) {
    continuation.yield { await gateway.handle(value: connection, logger: logger) }
  }

  /// No more will come.
  func finish() { continuation.finish() }

  /// Returns when all are served and no more will come. A cancelled one ends them.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await work in works { group.addTask(operation: work) }
    }
  }
}
