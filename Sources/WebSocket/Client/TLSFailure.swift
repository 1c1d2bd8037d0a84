internal import NIOSSL

/// Words for the errors of a TLS handshake.
enum TLSFailure {
  static func describe(_ error: any Error) -> String {
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
      return "the certificate is for another host name (\(error))"
    }
    let text = reasons(String(describing: error))
    guard text.contains("CERTIFICATE_VERIFY_FAILED") else { return text }
    return "the server's certificate is not signed by a trusted authority; if it is a private one, "
      + "set ca_file to its certificate (\(text))"
  }

  /// Of BoringSSL's text only the names of what went wrong: the rest are numbers, and files of the machine that built it.
  private static func reasons(_ text: String) -> String {
    let names = text.split(separator: "OPENSSL_internal:", omittingEmptySubsequences: false).dropFirst().map { rest in
      rest.prefix { $0 != " " && $0 != "]" }
    }
    return names.isEmpty ? text : names.joined(separator: ", ")
  }
}
