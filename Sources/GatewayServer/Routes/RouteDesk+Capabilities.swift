internal import Admission
internal import ByteJSON
internal import Dialects
internal import Hummingbird

/// `GET /v1/capabilities?model=NAME`: what the model makes of OpenAI's protocol, field by field. Without `model`: all
/// models in short.
extension RouteDesk {
  func capabilities(_ request: Request, _ context: GatewayRequestContext) throws -> Response {
    try demandKey(request, context)
    let facts = Arrival(request, context, settings: reception.settings).facts
    guard let name = facts.queryValue("model") ?? facts.queryValue("deployment") else { return .json(.ok, listing) }
    guard let deployment = reception.models.deployments(for: name)?.first else {
      throw Refusal.unknownModel(name, known: reception.models.names)
    }
    return .json(.ok, report(name, deployment).write)
  }

  private func listing(_ writer: inout JSONWriter) {
    writer.member("object", "list")
    writer.array("data") { list in
      for entry in reception.models.entries { list.object { describe(entry, &$0) } }
    }
  }

  /// A wildcard's model is known when a client asks for it.
  private func describe(_ entry: ModelTable.Entry, _ writer: inout JSONWriter) {
    guard let deployment = entry.deployments.first, !deployment.model.contains("*") else {
      writer.member("object", "parley.capabilities")
      writer.member("model", entry.name.text)
      return
    }
    report(entry.name.text, deployment).writeShort(to: &writer)
  }

  /// Deployments of one name stand in for each other; the first speaks for all.
  private func report(_ name: String, _ deployment: ModelDeployment) -> CapabilityReport {
    let limits = configuration.limits
    return CapabilityReport(
      model: name, profile: deployment.effectiveProfile, service: deployment.service,
      settings: deployment.geminiSettings(voices: configuration.upstream.voices), contract: deployment.contract,
      inputRate: deployment.inputRate,
      limits: CapabilityReport.Limits(
        sessionSeconds: Int(limits.sessionMaxDuration.components.seconds),
        idleSeconds: Int(limits.sessionIdleTimeout.components.seconds),
        messageBytes: limits.clientMessageBytes, items: limits.maxItems))
  }
}
