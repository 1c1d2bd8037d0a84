import ArgumentParser
import Foundation
import Logging
import NIOSSL
import ServiceLifecycle
import UnixSignals
import UpstreamSimulator

/// `parley simulate`: Gemini Live on a socket of its own.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Plays Gemini Live, for testing without an account.",
    discussion: """
      Speaks the wire protocol of Vertex AI and of Google AI Studio, and is as strict. Without a script it converses: \
      it repeats what it is told and plays the caller's voice back. Any model, project and token will do.

        parley simulate --port 4001
        parley simulate --port 4001 --script story.jsonl --record heard.jsonl
        parley simulate --port 4443 --tls-certificate chain.pem --tls-key key.pem

      Point a gateway at it with `api_base: ws://127.0.0.1:4001` in a model's litellm_params.
      """)

  @Option(name: .shortAndLong, help: "Port to listen on; 0 takes a free one.")
  var port = 4001

  @Option(help: "Address to listen on.")
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("PEM file, the server's certificate first: serves TLS.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("PEM file with the certificate's key.", valueName: "file"))
  var tlsKey: String?

  @Option(help: ArgumentHelp("A story to play instead of conversing (JSON Lines).", valueName: "file"))
  var script: String?

  @Option(
    help: ArgumentHelp("Write down every message from clients (JSON Lines); it holds what they say.", valueName: "file")
  )
  var record: String?

  @Option(help: ArgumentHelp("A model that exists; may be repeated. None: every name does.", valueName: "name"))
  var model: [String] = []

  @Option(help: ArgumentHelp("A token or key that is accepted; may be repeated. None: any is.", valueName: "text"))
  var token: [String] = []

  @Option(help: ArgumentHelp("Seconds that a connection lives, as Google ends it after 600.", valueName: "s"))
  var connectionLife: Int?

  @Option(help: ArgumentHelp("Seconds before that end at which goAway announces it (60).", valueName: "s"))
  var goAwayNotice: Int?

  @Flag(help: "Answer at once, without the pauses of a real service.")
  var immediate = false

  @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
  var logLevel = LogLevel.info

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port \(port) is no port; use 0 to 65535.") }
    for (name, seconds) in [("--connection-life", connectionLife), ("--go-away-notice", goAwayNotice)] {
      guard (0...86_400).contains(seconds ?? 0) else {
        throw ValidationError("\(name) \(seconds ?? 0) is out of range; use 0 to 86400 seconds.")
      }
    }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together; give both or none.")
    }
  }

  func run() async throws {
    var logger = Logger(label: "parley.simulator", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = logLevel.level
    let simulator: SimulatorService
    do {
      simulator = try await SimulatorService.bind(
        settings, script: try loadScript(), host: host, port: port, tls: try tlsContext(),
        recorder: try record.map { try SimulatorRecorder(path: $0) }, logger: logger)
    } catch {
      Console.standard.complain("parley: " + StartupFailure.explain(error, host: host, port: port))
      throw ExitCode.problems
    }
    let scheme = tlsCertificate == nil ? "ws" : "wss"
    let shown = host.contains(":") ? "[\(host)]" : host
    Console.standard.write("Gemini Live, simulated, at \(scheme)://\(shown):\(simulator.port)")
    try await ServiceGroup(
      services: [simulator], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
    ).run()
  }

  var settings: SimulatorConfiguration {
    var settings = immediate ? SimulatorConfiguration.immediate : SimulatorConfiguration()
    if !model.isEmpty { settings.knownModels = Set(model) }
    if let connectionLife { settings.connectionLifeMs = Int64(connectionLife) * 1_000 }
    if let goAwayNotice { settings.goAwayNoticeMs = Int64(goAwayNotice) * 1_000 }
    if !token.isEmpty { settings.acceptedTokens = Set(token) }
    return settings
  }

  private func loadScript() throws -> Script {
    guard let script else { return .conversation }
    let file = URL(filePath: script)
    let folder = file.deletingLastPathComponent()
    let reader = ScriptReader(fileName: script) { name in
      [UInt8](try Data(contentsOf: URL(filePath: name, relativeTo: folder)))
    }
    return try reader.read(try String(contentsOf: file, encoding: .utf8))
  }

  private func tlsContext() throws -> NIOSSLContext? {
    guard let tlsCertificate, let tlsKey else { return nil }
    let chain = try NIOSSLCertificate.fromPEMFile(tlsCertificate).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: tlsKey, format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
  }
}
