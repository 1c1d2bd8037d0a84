import Crypto
import Foundation
import GatewayServer
import Logging
import SwiftASN1
import Testing
import X509

struct SelfSignedCertificateTests {
  private let folder: TemporaryFolder
  private let now = Date(timeIntervalSince1970: 1_800_000_000)
  private let day = 86_400.0

  init() throws { folder = try TemporaryFolder() }

  private var state: StateDirectory { StateDirectory(path: folder.path + "/deep/state") }

  private func kept(at time: Date) throws -> SelfSignedCertificate {
    try SelfSignedCertificate.kept(in: state, hostName: "voice-1", now: time)
  }

  @Test("It is for this machine, valid for a year, and may be trusted as an authority")
  func contents() throws {
    let made = try SelfSignedCertificate.make(hostName: "voice-1", now: now)
    let certificate = try Certificate(pemEncoded: made.certificate)
    let names = try #require(try certificate.extensions.subjectAlternativeNames)
    #expect(
      names.map { "\($0)" }
        == SubjectAlternativeNames([
          .dnsName("localhost"), .dnsName("voice-1"), .ipAddress(.init(contentBytes: [127, 0, 0, 1])),
          .ipAddress(.init(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        ]).map { "\($0)" })
    #expect(try certificate.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
    #expect(certificate.notValidBefore == now - day)
    #expect(certificate.notValidAfter == now + 365 * day)
    #expect(certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
    let key = try P256.Signing.PrivateKey(pemRepresentation: made.privateKey)
    #expect(certificate.publicKey == Certificate.PublicKey(key.publicKey))
  }

  @Test("A machine name that cannot stand in a certificate is left out", arguments: ["", "Über", "a b", "localhost"])
  func strangeNames(hostName: String) throws {
    let made = try SelfSignedCertificate.make(hostName: hostName, now: now)
    let names = try #require(try Certificate(pemEncoded: made.certificate).extensions.subjectAlternativeNames)
    #expect(names.count == 3)
  }

  @Test("Nobody but the owner can read the key")
  func modes() throws {
    _ = try kept(at: now)
    #expect(try TemporaryFolder.mode(state.path) == 0o700)
    #expect(try TemporaryFolder.mode(state.path(of: SelfSignedCertificate.privateKeyFile)) == 0o600)
    #expect(try TemporaryFolder.mode(state.path(of: SelfSignedCertificate.certificateFile)) == 0o644)
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).count == 2)
  }

  @Test("The next start finds it again")
  func reuse() throws {
    let first = try kept(at: now)
    #expect(try kept(at: now + 300 * day) == first)
  }

  @Test("It is replaced before it ends")
  func expiry() throws {
    let first = try kept(at: now)
    let second = try kept(at: now + 359 * day)
    #expect(second != first)
    #expect(try kept(at: now + 360 * day) == second)
  }

  @Test("A damaged or foreign key is replaced together with its certificate")
  func damage() throws {
    let first = try kept(at: now)
    let other = try SelfSignedCertificate.make(hostName: "other", now: now)
    for key in ["", "no PEM", other.privateKey] {
      try state.save(key, as: SelfSignedCertificate.privateKeyFile, mode: 0o600)
      let next = try kept(at: now)
      #expect(next != first)
      #expect(try kept(at: now) == next)
    }
  }

  @Test("Where nothing can be written, the gateway still speaks TLS")
  func readOnly() throws {
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let identity = try ServerIdentity.load(
      TLSSettings(mode: .optional), state: StateDirectory(path: "/proc/parley"), hostName: "voice-1", logger: logger)
    #expect(identity != nil)
    #expect(identity?.selfSignedFile == nil)
  }

  @Test("No description shows the key")
  func secrecy() throws {
    let made = try SelfSignedCertificate.make(hostName: "voice-1", now: now)
    var dumped = ""
    dump(made, to: &dumped)
    for text in ["\(made)", String(reflecting: made), dumped] { #expect(!text.contains("PRIVATE KEY")) }
  }
}
