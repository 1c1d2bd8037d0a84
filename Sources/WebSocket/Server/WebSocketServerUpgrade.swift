package import NIOCore
package import NIOHTTP1

/// HTTP/1.1 with WebSockets on the same port: sets up a new server channel.
package struct WebSocketServerUpgrade<HTTP: Sendable>: Sendable {
  /// Time from the connection to the decision, TLS included.
  package var timeout: TimeAmount = .seconds(10)
  /// Bytes of all header fields of a request; one with more is answered with 431.
  package var maximumHeaderBytes = 64 << 10

  /// Decides over a handshake that is correct so far; called on the event loop. It may answer later, within `timeout`.
  package var decide: @Sendable (HTTPRequestHead, any Channel) -> EventLoopFuture<UpgradeDecision>
  /// Adds the handlers for ordinary HTTP (of `HTTPServerRequestPart`) at the end of the pipeline; called on the event
  /// loop, at most once, before the request is passed on to them.
  package var http: @Sendable (any Channel) throws -> HTTP

  package init(
    decide: @escaping @Sendable (HTTPRequestHead, any Channel) -> EventLoopFuture<UpgradeDecision>,
    http: @escaping @Sendable (any Channel) throws -> HTTP
  ) {
    self.decide = decide
    self.http = http
  }

  /// Adds our handlers at the end of the pipeline; on the channel's event loop, in its initializer.
  ///
  /// - Returns: What becomes of the connection; it fails only with an error of `http`.
  package func configure(_ channel: any Channel) throws -> EventLoopFuture<UpgradeOutcome<HTTP>> {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = maximumHeaderBytes
    limits.maxHeaderListSize = maximumHeaderBytes
    let encoder = HTTPResponseEncoder()
    let decoder = HTTPDecoding.requests(limits)
    let outcome = channel.eventLoop.makePromise(of: UpgradeOutcome<HTTP>.self)
    let upgrade = ServerUpgradeHandler(self, outcome: outcome, encoder: encoder, decoder: decoder)
    try channel.pipeline.syncOperations.addHandlers([encoder, decoder, upgrade])
    return outcome.futureResult
  }
}
