import Foundation
import GatewayServer
import Logging

/// Takes a changed configuration file and changed certificates into a running gateway: all of it, or nothing.
struct Reloader {
  let gateway: GatewayApplication
  let switchboard: Switchboard
  let credentials: CredentialService
  let prewarming: PrewarmService
  /// What the process began with.
  let first: GatewayConfiguration
  let state: StateDirectory
  /// Reads the file again. Throws `Failure`.
  let reread: @Sendable () throws -> Reread
  let logger: Logger

  struct Reread {
    var configuration: GatewayConfiguration
    /// What is odd about the file, with its lines; empty: nothing.
    var warnings: String
  }

  /// Why nothing was changed.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  func reload() -> ReloadOutcome {
    do {
      let reread = try reread()
      try take(reread.configuration)
      if !reread.warnings.isEmpty {
        logger.warning("The configuration has oddities", metadata: ["warnings": "\(reread.warnings)"])
      }
      logger.notice("Configuration reloaded: new sessions have it")
      return .taken(warnings: reread.warnings)
    } catch {
      logger.error("Configuration not reloaded; nothing has changed", metadata: ["error": "\(error)"])
      return .refused("\(error)")
    }
  }

  private func take(_ configuration: GatewayConfiguration) throws {
    let needs = RestartNeed.settings(from: first, to: configuration)
    guard needs.isEmpty else {
      throw Failure(description: "needs a restart: \(needs.joined(separator: ", "))")
    }
    let identity = try ServerIdentity.load(
      configuration.listener.tls, state: state, hostName: ProcessInfo.processInfo.hostName, logger: logger)
    credentials.serve(configuration.models.deployments)
    let calls = switchboard.reconfigured(configuration)
    gateway.reload(configuration, identity: identity, calls: calls)
    prewarming.serve(calls)
  }
}
