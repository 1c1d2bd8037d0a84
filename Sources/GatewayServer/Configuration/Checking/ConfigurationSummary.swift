import Dialects

/// What a sound configuration amounts to, for `parley check`.
package enum ConfigurationSummary {
  /// Some lines: the address, the keys, each deployment as logs and metrics name it, who stands in for whom.
  package static func text(_ configuration: GatewayConfiguration) -> String {
    let listener = configuration.listener
    let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
    var lines = ["listens on \(host):\(listener.port), \(tls(listener.tls)), \(access(configuration.access))"]
    let deployments = configuration.models.entries.flatMap { entry in
      entry.deployments.map { (name: $0.id, target: target($0)) }
    }
    let width = deployments.map(\.name.count).max() ?? 0
    for deployment in deployments {
      let padding = String(repeating: " ", count: width - deployment.name.count)
      lines.append("  \(deployment.name)\(padding)  \(deployment.target)")
    }
    return (lines + fallbacks(configuration.models)).joined(separator: "\n")
  }

  private static func fallbacks(_ models: ModelTable) -> [String] {
    models.entries.compactMap { entry in
      let names = models.fallbacks.names(for: entry.name.text)
      return names.isEmpty ? nil : "  if \(entry.name.text) fails: \(names.joined(separator: ", then "))"
    }
  }

  private static func tls(_ settings: TLSSettings) -> String {
    let certificate = settings.identity.map(\.certificate) ?? "a self-signed certificate"
    return switch settings.mode {
    case .off: "plain text only"
    case .optional: "plain text and TLS (\(certificate))"
    case .required: "TLS only (\(certificate))"
    }
  }

  private static func access(_ settings: AccessSettings) -> String {
    if settings.allowsAnonymous { return "no key asked for" }
    return settings.keys.count == 1 ? "one key" : "\(settings.keys.count) keys"
  }

  private static func target(_ deployment: ModelDeployment) -> String {
    var parts = ["\(deployment.provider.rawValue)/\(deployment.model)"]
    if deployment.provider.isVertex {
      parts.append("project \(deployment.project ?? "of the credential")")
      parts.append(deployment.location)
    }
    if let base = deployment.apiBase { parts.append("at \(base.url)") }
    let setup = deployment.setup.names
    if !setup.isEmpty { parts.append("setup: " + setup.joined(separator: " ")) }
    if deployment.order != 1 { parts.append("order \(deployment.order)") }
    if deployment.weight != 1 { parts.append("weight \(deployment.weight)") }
    if let most = deployment.maxSessions { parts.append("at most \(most) sessions") }
    if deployment.prewarm > 0 { parts.append("prewarm \(deployment.prewarm)") }
    return parts.joined(separator: ", ")
  }
}
