import Dialects
import Foundation
import GatewayServer
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import ServiceLifecycle
import UpstreamSimulator
import WebSocket

/// The gateway as a process: makes the parts that `serve` needs, wires them, and runs them until the process is told
/// to end.
struct GatewayProgram {
  var configuration: GatewayConfiguration
  /// Nil: there is none.
  var configurationFile: String?
  /// Reads the configuration again, when somebody asks for it. Throws what is wrong with it.
  var reread: @Sendable () throws -> Reloader.Reread
  /// Of the process.
  var environment: [String: String]

  func run(started: @escaping @Sendable (StartedGateway) -> Void) async throws {
    OpenFileLimit.raise()
    if let loops = configuration.listener.eventLoops { NIOSingletons.groupLoopCountSuggestion = loops }
    LoggingSystem.bootstrap { [settings = configuration.logging] in settings.handler(label: $0) }
    let logger = Logger(label: "parley")
    let environment = configuration.environment(over: environment)
    let state = StateDirectory.usual(configurationFile: configurationFile, environment: environment)
    let identity = try ServerIdentity.load(
      configuration.listener.tls, state: state, hostName: ProcessInfo.processInfo.hostName, logger: logger)
    var proxies = try ProxySettings(environment: environment)
    // The simulator inside this program, and metadata servers, are never behind a proxy.
    proxies.exceptions += ["localhost", "127.0.0.1", "::1"]
    let simulator = try await simulator(logger)
    let metrics = GatewayMetrics()
    let credentials = CredentialService(configuration, environment: environment, proxies: proxies, logger: logger)
    let switchboard = Switchboard(
      configuration: configuration, credentials: credentials.pool,
      upstreams: UpstreamConnectors(
        proxies: proxies, timings: configuration.timings, limits: configuration.limits),
      simulator: simulator.map { UpstreamAddress(usesTLS: false, host: "127.0.0.1", port: $0.port) },
      metrics: metrics, logger: logger, unixTime: { Int(Date.now.timeIntervalSince1970) })
    let prewarming = PrewarmService(switchboard, ready: { await credentials.settled() })
    let helpers: [any Service] = simulator.map { [$0, credentials] } ?? [credentials]
    let control = NIOLockedValueBox<Control?>(nil)
    let gateway = GatewayApplication(
      configuration, identity: identity, calls: switchboard, helpers: helpers, companions: [prewarming],
      metrics: metrics, logger: logger,
      beforeListening: { await credentials.settled() },
      onListening: { address in
        // Not before: SIGHUP is heeded by now.
        let listening = Control(state, configurationFile: configurationFile)
        control.withLockedValue { $0 = listening }
        if listening == nil {
          logger.notice(
            "'parley reload' will not find this process: another one uses its folder, or it cannot be written. SIGHUP does",
            metadata: ["folder": "\(state.path)"])
        }
        // Clients run in other folders.
        let certificate = identity?.selfSignedFile.map(Control.absolute)
        started(StartedGateway(port: address.port ?? 0, selfSignedCertificate: certificate))
      })
    let reloader = Reloader(
      gateway: gateway, switchboard: switchboard, credentials: credentials, prewarming: prewarming,
      first: configuration, state: state,
      reread: reread, logger: logger)
    try await SignalledRun(
      services: ServiceGroup(services: [gateway], logger: logger),
      hungUp: { number in
        let outcome = reloader.reload()
        control.withLockedValue { $0?.reloaded(number: number, outcome) }
      }
    ).run()
  }

  /// Listens for models that it serves and that name no other address.
  private func simulator(_ logger: Logger) async throws -> SimulatorService? {
    guard configuration.needsSimulator else { return nil }
    var quiet = logger
    // What it says of each session repeats what the gateway says.
    quiet.logLevel = max(logger.logLevel, .warning)
    return try await SimulatorService.bind(SimulatorConfiguration(), logger: quiet)
  }
}
