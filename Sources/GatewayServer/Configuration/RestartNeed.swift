/// What a running gateway cannot take from a changed configuration: it was decided when the process began.
package enum RestartNeed {
  /// The settings that differ and need a restart, as paths; empty: everything can be taken.
  package static func settings(from old: GatewayConfiguration, to new: GatewayConfiguration) -> [String] {
    var settings: [String] = []
    func compare<Value: Equatable>(_ name: String, _ value: KeyPath<GatewayConfiguration, Value>) {
      if old[keyPath: value] != new[keyPath: value] { settings.append(name) }
    }
    compare("parley.host", \.listener.host)
    compare("parley.port", \.listener.port)
    compare("parley.event_loops", \.listener.eventLoops)
    compare("parley.drain_timeout", \.listener.drainTimeout)
    compare("parley.log_level", \.logging.level)
    compare("parley.log_format", \.logging.format)
    compare("parley.client_secrets", \.clientSecrets)
    compare("parley.ca_file", \.upstream.caFile)
    compare("environment_variables", \.environmentVariables)
    if !new.caFiles.isSubset(of: old.caFiles) { settings.append("ca_file of a model") }
    if new.needsSimulator, !old.needsSimulator { settings.append("a simulator/ model, where there was none") }
    return settings
  }
}

extension GatewayConfiguration {
  private var authorities: [String] { models.deployments.compactMap(\.caFile) }

  fileprivate var caFiles: Set<String> { Set(authorities) }

  /// Some model is served by the simulator inside this program.
  package var needsSimulator: Bool {
    models.deployments.contains { $0.provider == .simulator && $0.apiBase == nil }
  }
}
