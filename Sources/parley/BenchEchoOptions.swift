import ArgumentParser
import NIOSSL

/// The model that returns what it hears.
struct BenchEchoOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Listen on this port as a model that returns what it hears; 0 takes a free one.", valueName: "port"))
  var echoUpstream: Int?

  @Option(help: ArgumentHelp("It returns every Nth frame only.", valueName: "count"))
  var echoEvery = 1

  @Option(help: ArgumentHelp("PEM file, its certificate first: it serves TLS.", valueName: "file"))
  var echoTlsCertificate: String?

  @Option(help: ArgumentHelp("PEM file with the certificate's key.", valueName: "file"))
  var echoTlsKey: String?

  func validate() throws {
    if let echoUpstream, !(0...65535).contains(echoUpstream) {
      throw ValidationError("--echo-upstream \(echoUpstream) is no port; use 0 to 65535.")
    }
    guard echoEvery > 0 else { throw ValidationError("--echo-every \(echoEvery) is out of range; use 1 or more.") }
    guard (echoTlsCertificate == nil) == (echoTlsKey == nil) else {
      throw ValidationError("--echo-tls-certificate and --echo-tls-key go together; give both or none.")
    }
  }

  /// Nil: without TLS. Throws `BenchProblem`.
  func tls() throws -> NIOSSLContext? {
    guard let echoTlsCertificate, let echoTlsKey else { return nil }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(echoTlsCertificate).map { NIOSSLCertificateSource.certificate($0) }
      let key = try NIOSSLPrivateKey(file: echoTlsKey, format: .pem)
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    } catch {
      throw BenchProblem(
        description: "\(echoTlsCertificate), \(echoTlsKey): no certificate with its key (\(error)); both must be PEM")
    }
  }
}
