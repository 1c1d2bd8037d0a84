package import FoundationEssentials
package import Logging
internal import NIOCore
package import NIOSSL

/// With which certificate the gateway answers TLS clients.
package struct ServerIdentity: Sendable {
  package let tls: NIOSSLContext
  /// The self-signed certificate's file, which clients can trust with `SSL_CERT_FILE`. Nil: the owner's certificate, or
  /// one that could not be kept.
  package let selfSignedFile: String?

  /// Reads the configured certificate, or makes one. Nil if TLS is off.
  ///
  /// - Throws: `ServerIdentityError`, which names the file.
  package static func load(
    _ settings: TLSSettings, state: StateDirectory, hostName: String, now: Date = .now, logger: Logger
  ) throws -> ServerIdentity? {
    guard settings.mode != .off else { return nil }
    if let identity = settings.identity {
      return ServerIdentity(tls: try context(identity), selfSignedFile: nil)
    }
    do {
      let own = try SelfSignedCertificate.kept(in: state, hostName: hostName, now: now)
      return ServerIdentity(
        tls: try context(own), selfSignedFile: state.path(of: SelfSignedCertificate.certificateFile))
    } catch let error as StateDirectoryError {
      logger.warning(
        "The self-signed certificate cannot be kept: the next start makes another", metadata: ["error": "\(error)"])
      return ServerIdentity(
        tls: try context(SelfSignedCertificate.make(hostName: hostName, now: now)), selfSignedFile: nil)
    }
  }

  private static func context(_ identity: TLSSettings.Identity) throws -> NIOSSLContext {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(identity.certificate)
    } catch {
      throw ServerIdentityError(setting: "tls.certificate", file: identity.certificate, "\(error)")
    }
    guard !chain.isEmpty else {
      throw ServerIdentityError(setting: "tls.certificate", file: identity.certificate, "it holds no certificate")
    }
    let key: NIOSSLPrivateKey
    do {
      key = try NIOSSLPrivateKey(file: identity.privateKey, format: .pem)
    } catch {
      throw ServerIdentityError(setting: "tls.private_key", file: identity.privateKey, "\(error)")
    }
    do {
      return try context(chain, key)
    } catch {
      throw ServerIdentityError(
        setting: "tls.private_key", file: identity.privateKey,
        "it does not belong to the certificate \(identity.certificate) (\(error))")
    }
  }

  private static func context(_ own: SelfSignedCertificate) throws -> NIOSSLContext {
    try context(
      NIOSSLCertificate.fromPEMBytes(Array(own.certificate.utf8)),
      NIOSSLPrivateKey(bytes: Array(own.privateKey.utf8), format: .pem))
  }

  private static func context(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    configuration.shutdownTimeout = .seconds(2)
    return try NIOSSLContext(configuration: configuration)
  }
}

/// A configured certificate or key cannot be used.
package struct ServerIdentityError: Error, Equatable, Sendable, CustomStringConvertible {
  package var setting: String
  package var file: String
  package var reason: String

  init(setting: String, file: String, _ reason: String) {
    self.setting = setting
    self.file = file
    self.reason = reason
  }

  package var description: String {
    "\(setting): \(file) cannot be used: \(reason); check the path, the rights and that it is PEM"
  }
}
