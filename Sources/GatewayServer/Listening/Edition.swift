internal import Hummingbird
internal import NIOSSL

/// Everything that follows from the configuration and can be exchanged while the gateway runs. A connection keeps the
/// edition that it came in under; so does a call.
struct Edition: Sendable {
  let reception: Reception
  let router: RouterResponder<GatewayRequestContext>
  /// Nil: no TLS.
  let tls: NIOSSLContext?

  init(_ desk: RouteDesk, tls: NIOSSLContext?) {
    reception = desk.reception
    router = desk.router().buildResponder()
    self.tls = tls
  }
}
