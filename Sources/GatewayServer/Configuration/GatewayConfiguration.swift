package import GoogleAuth

/// Everything that an owner can decide about a gateway. Plain values with defaults, so that a test or a program can
/// build one without a file; reading one from YAML is `ConfigurationFile`.
///
/// Keys, types, defaults and ranges: `config-sample.yaml` is the reference, one line for each.
package struct GatewayConfiguration: Equatable, Sendable {
  /// Where clients connect: address, TLS, browsers, proxies.
  package var listener: ListenerSettings
  /// Who may connect.
  package var access: AccessSettings
  /// Which models are served, and how each reaches its upstream.
  package var models: ModelTable
  /// How many client secrets are kept.
  package var clientSecrets: ClientSecretSettings
  /// What one session may use.
  package var limits: SessionLimits
  /// How long the gateway waits for what.
  package var timings: SessionTimings
  /// How to reach Google: trust anchors for models that name none of their own.
  package var upstream: UpstreamSettings
  /// Whether sessions are written down.
  package var capture = CaptureSettings()
  /// What is logged, and in which form.
  package var logging: LogSettings
  /// The file's own `environment_variables`, values already resolved. They win over the process environment.
  package var environmentVariables: [String: Secret]

  package init(
    listener: ListenerSettings = ListenerSettings(), access: AccessSettings = AccessSettings(),
    models: ModelTable = ModelTable(), clientSecrets: ClientSecretSettings = ClientSecretSettings(),
    limits: SessionLimits = SessionLimits(),
    timings: SessionTimings = SessionTimings(), upstream: UpstreamSettings = UpstreamSettings(),
    logging: LogSettings = LogSettings(), environmentVariables: [String: Secret] = [:]
  ) {
    self.listener = listener
    self.access = access
    self.models = models
    self.clientSecrets = clientSecrets
    self.limits = limits
    self.timings = timings
    self.upstream = upstream
    self.logging = logging
    self.environmentVariables = environmentVariables
  }

  /// What a gateway does that was given no file: one model on the embedded simulator. The caller makes the key
  /// (randomness is not a matter of configuration).
  package static func simulatorOnly(masterKey: Secret) -> GatewayConfiguration {
    let name = "gemini-live-simulator"
    return GatewayConfiguration(
      // Somebody tries it out, on a machine that does other things as well.
      listener: ListenerSettings(maxEventLoopLag: .seconds(60)), access: AccessSettings(keys: [masterKey]),
      models: ModelTable([
        ModelTable.Entry(
          name: ModelNamePattern(literal: name),
          deployments: [ModelDeployment(id: name, provider: .simulator, model: name)])
      ]))
  }

  /// The environment that credentials are looked up in: the process's, overlaid by the file's own section.
  package func environment(over process: [String: String]) -> [String: String] {
    process.merging(environmentVariables.mapValues { $0.exposed }) { _, fromFile in fromFile }
  }
}
