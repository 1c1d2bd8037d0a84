import Foundation
import GatewayServer
import Logging
import NIOSSL
import Testing

struct ServerIdentityTests {
  private let folder: TemporaryFolder
  private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  init() throws { folder = try TemporaryFolder() }

  private func load(certificate: String, privateKey: String) throws -> ServerIdentity? {
    let identity = TLSSettings.Identity(certificate: certificate, privateKey: privateKey)
    return try ServerIdentity.load(
      TLSSettings(mode: .required, identity: identity), state: StateDirectory(path: folder.path), hostName: "voice-1",
      logger: logger)
  }

  @Test("The owner's certificate is served, and none is made")
  func configured() async throws {
    let made = try SelfSignedCertificate.make(hostName: "voice-1", now: .now)
    let files = StateDirectory(path: folder.path + "/own")
    try files.save(made.certificate, as: "chain.pem", mode: 0o644)
    try files.save(made.privateKey, as: "key.pem", mode: 0o600)
    let identity = try load(certificate: files.path(of: "chain.pem"), privateKey: files.path(of: "key.pem"))
    #expect(identity?.selfSignedFile == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["own"])

    var configuration = TestGateway.configuration
    configuration.listener.tls = TLSSettings(
      mode: .required, identity: .init(certificate: files.path(of: "chain.pem"), privateKey: files.path(of: "key.pem")))
    var client = TLSConfiguration.makeClientConfiguration()
    client.trustRoots = .file(files.path(of: "chain.pem"))
    let tls = try NIOSSLContext(configuration: client)
    try await TestGateway.run(configuration) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET /health", tls: tls)
      #expect(answer.status == 200)
    }
  }

  @Test("A file that cannot be used is named, with its setting")
  func unusable() throws {
    let made = try SelfSignedCertificate.make(hostName: "voice-1", now: .now)
    let other = try SelfSignedCertificate.make(hostName: "voice-1", now: .now)
    let files = StateDirectory(path: folder.path)
    try files.save(made.certificate, as: "chain.pem", mode: 0o644)
    try files.save(other.privateKey, as: "key.pem", mode: 0o600)
    let (chain, key) = (files.path(of: "chain.pem"), files.path(of: "key.pem"))
    let cases = [
      ("/nowhere.pem", key, "tls.certificate: /nowhere.pem"), (key, key, "tls.certificate: \(key)"),
      (chain, "/nowhere.pem", "tls.private_key: /nowhere.pem"), (chain, key, "tls.private_key: \(key)"),
    ]
    for (certificate, privateKey, begin) in cases {
      let error = #expect(throws: ServerIdentityError.self) {
        try load(certificate: certificate, privateKey: privateKey)
      }
      #expect(error?.description.hasPrefix(begin) == true, "\(error as Any)")
    }
  }
}
