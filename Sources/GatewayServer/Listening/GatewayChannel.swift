internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import WebSocket

/// A client's connection as Hummingbird knows it: a task, in which plain requests are answered one after the other.
///
/// Hummingbird itself only gets those that come before there is a front door (`FrontDoorHandler`).
struct GatewayChannel: ServerChildChannel, HTTPChannelHandler {
  struct Value: ServerChildChannelValue {
    let outcome: EventLoopFuture<ClientChannel.Outcome>
    let channel: any Channel
  }

  let responder: HTTPChannelHandler.Responder
  let connections: ClientChannel

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture { try prepare(channel) }
  }

  /// On its event loop.
  func prepare(_ channel: any Channel) throws -> Value {
    Value(outcome: try connections.prepare(channel), channel: channel)
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      do {
        switch try await value.outcome.get() {
        case .http(let http):
          await handleHTTP(asyncChannel: http, logger: logger)
          try await value.channel.closeFuture.get()
        // It looks after itself, and `SessionRegistry` ends it; a task that waits would cost each session 4 KB.
        case .webSocket, .ended: break
        }
      } catch {
        logger.debug("Connection failed", metadata: ["error": "\(error)"])
      }
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }
}
