internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOSSL
internal import WebSocket

/// What a client's connection is made of: TLS or plain by its first byte, then a WebSocket or HTTP by its first request. A
/// WebSocket goes to the call that `reception` starts.
struct ClientChannel: Sendable {
  typealias HTTP = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
  typealias Outcome = UpgradeOutcome<HTTP>

  let editions: Editions
  let logger: Logger

  /// An HTTP connection on which nothing happens is closed.
  private static let idleTimeout = Duration.seconds(60)

  /// Sets up a new connection, on its event loop.
  /// - Returns: what becomes of it.
  func prepare(_ channel: any Channel) throws -> EventLoopFuture<Outcome> {
    let edition = editions.current
    // Hummingbird leaves half of a connection open when the client ends; a WebSocket has its own way to close.
    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
    try ReadAllocator.prepare(channel)
    if let tls = edition.tls {
      let policy = edition.reception.settings.tls.mode == .required ? TLSSniffHandler.Policy.required : .optional
      try channel.pipeline.syncOperations.addHandler(TLSSniffHandler(tls: tls, policy: policy))
    }
    let upgrade = WebSocketServerUpgrade<HTTP>(
      decide: { head, channel in edition.reception.decide(head, channel) }, http: { try addHTTP(to: $0) })
    return try upgrade.configure(channel)
  }

  private func addHTTP(to channel: any Channel) throws -> HTTP {
    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: TLSSniffHandler.isSecure(channel)))
    try pipeline.addHandler(BodyLimitHandler())
    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: Self.idleTimeout, logger: logger))
    return try HTTP(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }
}
