import Foundation
import GatewayServer

/// Serves until the process is told to end. `started` is called once, when clients can connect.
/// - Throws: what keeps the gateway from starting; `StartupFailure` has words for it.
typealias ServeFunction =
  @Sendable (_ configuration: GatewayConfiguration, _ started: @escaping @Sendable (StartedGateway) -> Void)
  async throws
  -> Void

/// What is only known once the gateway listens.
struct StartedGateway: Equatable, Sendable {
  /// The port, also where 0 was asked for.
  var port: Int
  /// The certificate that was made because none was configured. Clients trust it through `SSL_CERT_FILE`.
  var selfSignedCertificate: String?
}

/// Where the command line meets the parts that do the work. Tests give the commands others.
enum Wiring {
  /// `parley`, `parley serve`.
  ///
  /// - Parameter options: where the file is, beside which a certificate made here is kept; it is read again on SIGHUP.
  static func serve(_ options: ListenOptions) -> ServeFunction {
    { configuration, started in
      let program = GatewayProgram(
        configuration: configuration, configurationFile: options.config, reread: { try options.reread() },
        environment: ProcessInfo.processInfo.environment)
      try await program.run(started: started)
    }
  }

  /// `parley check --connect`.
  static let deploymentProbe: DeploymentProbe = { deployment, configuration in
    await ConnectionCheck(configuration: configuration, environment: ProcessInfo.processInfo.environment)
      .report(deployment)
  }
}
