internal import NIOCore
package import NIOSSL

/// Makes the TLS settings for dialling out: certificates and host names are always verified.
package enum ClientTrust {
  /// - Parameter caFile: PEM file of authorities to trust beside the system's.
  /// - Throws: `WebSocketConnectError.tls`, which names the file.
  package static func context(caFile: String? = nil) throws(WebSocketConnectError) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    configuration.shutdownTimeout = .seconds(2)
    if let caFile {
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(caFile)
        guard !certificates.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
        configuration.additionalTrustRoots = [.certificates(certificates)]
      } catch {
        throw .tls("ca_file \(caFile) has no readable PEM certificates; check the path, the rights and the content")
      }
    }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .tls("the TLS settings cannot be used: \(error)")
    }
  }
}
