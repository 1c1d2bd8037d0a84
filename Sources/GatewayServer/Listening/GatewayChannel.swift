internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOSSL
internal import WebSocket

/// One client connection: TLS or plain by its first byte, then a WebSocket or HTTP by its first request. HTTP goes to
/// Hummingbird's router, a WebSocket to the call that `reception` starts.
struct GatewayChannel: ServerChildChannel, HTTPChannelHandler {
  typealias HTTP = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  struct Value: ServerChildChannelValue {
    let outcome: EventLoopFuture<UpgradeOutcome<HTTP>>
    let channel: any Channel
  }

  let responder: HTTPChannelHandler.Responder
  let editions: Editions
  let doors: Doors

  /// An HTTP connection on which nothing happens is closed.
  private static let idleTimeout = Duration.seconds(60)

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let edition = editions.current
    return channel.eventLoop.makeCompletedFuture {
      // Hummingbird leaves half of a connection open when the client ends; a WebSocket has its own way to close.
      try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
      try ReadAllocator.prepare(channel)
      if let tls = edition.tls {
        let policy = edition.reception.settings.tls.mode == .required ? TLSSniffHandler.Policy.required : .optional
        try channel.pipeline.syncOperations.addHandler(TLSSniffHandler(tls: tls, policy: policy))
      }
      let upgrade = WebSocketServerUpgrade<HTTP>(
        decide: { head, channel in edition.reception.decide(head, channel) },
        http: { try Self.addHTTP(to: $0, logger) })
      let outcome = try upgrade.configure(channel)
      outcome.whenSuccess { outcome in
        switch outcome {
        case .http: doors.countsNoMore(channel)
        case .webSocket, .ended: break
        }
      }
      return Value(outcome: outcome, channel: channel)
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

  private static func addHTTP(to channel: any Channel, _ logger: Logger) throws -> HTTP {
    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: TLSSniffHandler.isSecure(channel)))
    try pipeline.addHandler(BodyLimitHandler())
    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: idleTimeout, logger: logger))
    return try HTTP(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }
}
