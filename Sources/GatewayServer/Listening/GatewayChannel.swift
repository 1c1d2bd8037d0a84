internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import WebSocket

/// Plain requests, as Hummingbird serves them: each connection has a task, and its requests go to the router.
///
/// Connections come here by the long way through `FrontDoorHandler` when it is clear that they are HTTP; those that came
/// before there was a front door, before.
struct GatewayChannel: ServerChildChannel, HTTPChannelHandler {
  struct Value: ServerChildChannelValue {
    let outcome: EventLoopFuture<ClientChannel.Outcome>
    let channel: any Channel
  }

  let responder: HTTPChannelHandler.Responder
  let connections: ClientChannel

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      Value(outcome: try connections.outcome(of: channel), channel: channel)
    }
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
