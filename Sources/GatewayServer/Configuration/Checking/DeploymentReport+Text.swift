extension DeploymentReport {
  /// Some aligned lines for a terminal.
  package func text(for deployment: ModelDeployment) -> String {
    var lines = ["\(deployment.id) (\(deployment.provider.rawValue)/\(deployment.model))"]
    func add(_ title: String, _ value: String?) {
      guard let value else { return }
      let padding = String(repeating: " ", count: 11 - title.count)
      lines.append("  \(title)\(padding)\(value)")
    }
    add("credential", Self.text(credential))
    add("principal", principal)
    add("project", project)
    add("location", location)
    add("token", Self.text(token))
    add("handshake", Self.text(handshake))
    for warning in warnings { add("warning", warning) }
    return lines.joined(separator: "\n")
  }

  private static func text(_ step: Step) -> String {
    switch step {
    case .fine(let detail): detail.isEmpty ? "ok" : "ok, \(detail)"
    case .failed(let reason): "FAILED: \(reason)"
    case .skipped(let reason): "not tried: \(reason)"
    }
  }
}
