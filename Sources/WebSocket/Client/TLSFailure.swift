internal import NIOSSL

/// Words for the errors of a TLS handshake.
enum TLSFailure {
  static func describe(_ error: any Error) -> String {
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
      return "the certificate is for another host name (\(error))"
    }
    let text = String(describing: error)
    guard text.contains("CERTIFICATE_VERIFY_FAILED") else { return text }
    return "the server's certificate is not signed by a trusted authority; if it is a private one, "
      + "set ca_file to its certificate (\(text))"
  }
}
