/// TLS on the client side. Plain text and TLS share one port: a first byte of 0x16 is a TLS client.
package struct TLSSettings: Equatable, Sendable {
  package enum Mode: String, CaseIterable, Equatable, Sendable {
    /// Plain text only.
    case off
    /// Both: the client decides with its first byte.
    case optional
    /// A plain-text client is turned away.
    case required
  }

  /// Two PEM files. The certificate file holds the chain, leaf first.
  package struct Identity: Equatable, Sendable {
    package var certificate: String
    package var privateKey: String

    package init(certificate: String, privateKey: String) {
      self.certificate = certificate
      self.privateKey = privateKey
    }
  }

  package var mode: Mode
  /// Nil: a self-signed certificate is made at the first start, for development.
  package var identity: Identity?

  package init(mode: Mode = .optional, identity: Identity? = nil) {
    self.mode = mode
    self.identity = identity
  }
}
