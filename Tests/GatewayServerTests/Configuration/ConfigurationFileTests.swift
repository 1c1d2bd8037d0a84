import Admission
import Conversation
import Dialects
import GoogleAuth
import Logging
import Testing

@testable import GatewayServer

struct ConfigurationFileTests {
  private func read(_ text: String, environment: [String: String] = [:]) throws -> GatewayConfiguration {
    let reading = ConfigurationFile.read(text, file: "config.yaml", environment: environment, isReadable: { _ in true })
    try #require(reading.errors.map(\.rendered) == [])
    return try #require(reading.configuration)
  }

  private func model(_ lines: String, environment: [String: String] = [:]) throws -> ModelDeployment {
    let configuration = try read(
      """
      model_list:
        - model_name: live
          litellm_params:
      \(lines.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
      general_settings: {master_key: sk-1}
      """, environment: environment)
    return try #require(configuration.models.deployments.first)
  }

  private func parley(_ lines: String) throws -> GatewayConfiguration {
    try read(
      """
      model_list: [{model_name: live, litellm_params: {model: simulator/live}}]
      general_settings: {master_key: sk-1}
      parley:
      \(lines.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """)
  }

  @Test("The document's own file gives its model")
  func document() throws {
    let deployment = try model(
      """
      model: vertex_ai/gemini-2.0-flash-live-001
      vertex_project: your-gcp-project-id
      vertex_location: us-east4
      """)
    #expect(
      deployment
        == ModelDeployment(
          id: "live", provider: .vertex, model: "gemini-2.0-flash-live-001", project: "your-gcp-project-id",
          location: "us-east4"))
  }

  @Test("Location comes from the file, then from the environment, then it is us-central1")
  func location() throws {
    let google = ["GOOGLE_CLOUD_LOCATION": "europe-west4"]
    #expect(try model("model: vertex_ai/m\nvertex_location: eu", environment: google).location == "eu")
    #expect(try model("model: vertex_ai/m", environment: google).location == "europe-west4")
    #expect(try model("model: vertex_ai/m").location == "us-central1")
  }

  @Test("A reference to the environment is replaced, also by the file's own variables, which win")
  func environment() throws {
    let configuration = try read(
      """
      environment_variables: {PROJECT: from-file, NUMBER: 5000}
      model_list: [{model_name: live, litellm_params: {model: vertex_ai/m, vertex_project: os.environ/PROJECT}}]
      general_settings: {master_key: os.environ/KEY}
      parley: {port: os.environ/NUMBER}
      """, environment: ["PROJECT": "from-process", "KEY": "sk-2"])
    #expect(configuration.models.deployments.first?.project == "from-file")
    #expect(configuration.access.keys == [Secret("sk-2")])
    #expect(configuration.listener.port == 5000)
    #expect(
      configuration.environment(over: ["PROJECT": "x", "A": "b"]) == [
        "PROJECT": "from-file", "NUMBER": "5000", "A": "b",
      ])
  }

  @Test("AI Studio's key comes from the file or from the variables that LiteLLM reads")
  func studio() throws {
    #expect(try model("model: gemini/m\napi_key: k1", environment: ["GEMINI_API_KEY": "k2"]).apiKey == Secret("k1"))
    #expect(try model("model: gemini/m", environment: ["GEMINI_API_KEY": "k2"]).apiKey == Secret("k2"))
    #expect(try model("model: gemini/m", environment: ["GOOGLE_API_KEY": "k3"]).apiKey == Secret("k3"))
    #expect(try model("model: gemini/m\napi_key: k1").apiVersion == .v1beta)
  }

  @Test("A credential is a path, JSON text, or the same JSON written as YAML")
  func credentials() throws {
    #expect(try model("model: vertex_ai/m").credentials == .applicationDefault)
    let home = ["HOME": "/home/me"]
    #expect(
      try model("model: vertex_ai/m\nvertex_credentials: ~/sa.json", environment: home).credentials
        == .file("/home/me/sa.json"))
    let json = #"{"type":"authorized_user","client_id":"a"}"#
    #expect(try model("model: vertex_ai/m\nvertex_credentials: '\(json)'").credentials == .inline(Secret(json)))
    #expect(
      try model("model: vertex_ai/m\nvertex_credentials: {type: authorized_user, client_id: a}").credentials
        == .inline(Secret(json)))
    #expect(
      try model("model: vertex_ai/m\nvertex_credentials: os.environ/SA", environment: ["SA": json]).credentials
        == .inline(Secret(json)))
  }

  @Test("Settings of a model that are Parley's own")
  func ours() throws {
    let deployment = try model(
      """
      model: vertex_ai_beta/m
      api_base: wss://gemini.internal.example:8443/base/
      client_contract: GA
      input_rate: 48000
      upstream_input_rate: 16000
      transcript_style: cumulative
      audio_items: refuse
      profile: gemini-3.8-live
      default_voice: Kore
      voices: {marin: Aoede}
      max_sessions: 7
      order: 2
      weight: 3
      prewarm: 4
      """)
    let expected = ModelDeployment(
      id: "live", provider: .vertexBeta, model: "m",
      apiBase: UpstreamAddress(usesTLS: true, host: "gemini.internal.example", port: 8443, path: "/base"),
      apiVersion: .v1beta1, contract: .ga, inputRate: 48000, upstreamInputRate: .hz16000,
      transcriptStyle: .cumulative, audioItems: .refuse, profile: "gemini-3.8-live", voices: ["marin": "Aoede"],
      defaultVoice: "Kore",
      maxSessions: 7, order: 2, weight: 3, prewarm: 4)
    #expect(deployment == expected)
  }

  @Test("Entries of one name are numbered, so that logs can tell them apart")
  func numbered() throws {
    let configuration = try read(
      """
      model_list:
        - {model_name: live, litellm_params: {model: vertex_ai/m, vertex_location: us-east4}}
        - {model_name: live, litellm_params: {model: vertex_ai/m, vertex_location: eu}}
      general_settings: {master_key: sk-1}
      """)
    #expect(configuration.models.deployments.map(\.id) == ["live", "live#2"])
  }

  @Test("Defaults can be shared with YAML's anchors and merge keys")
  func merged() throws {
    let configuration = try read(
      """
      model_list:
        - model_name: one
          litellm_params: &shared {model: vertex_ai/m, vertex_project: p, vertex_location: eu}
        - model_name: two
          litellm_params: {<<: *shared, vertex_location: us}
      general_settings: {master_key: sk-1}
      """)
    #expect(configuration.models.deployments.map(\.project) == ["p", "p"])
    #expect(configuration.models.deployments.map(\.location) == ["eu", "us"])
  }

  @Test("The listener's settings are read")
  func listener() throws {
    let listener = try parley(
      """
      host: 127.0.0.1
      port: 0
      path_prefix: voice/
      tls: {mode: required, certificate: c.pem, private_key: k.pem}
      allowed_origins: https://app.example.com
      trusted_proxies: [10.0.0.0/8, "fd00::/8"]
      max_sessions: 5
      drain_timeout: 1m
      """
    ).listener
    #expect(listener.host == "127.0.0.1")
    #expect(listener.port == 0)
    #expect(listener.pathPrefix == "/voice")
    #expect(listener.tls == TLSSettings(mode: .required, identity: .init(certificate: "c.pem", privateKey: "k.pem")))
    #expect(listener.allowedOrigins == ["https://app.example.com"])
    #expect(listener.trustedProxies.ranges == ["10.0.0.0/8", "fd00::/8"].compactMap { AddressRange($0) })
    #expect(listener.maxSessions == 5)
    #expect(listener.drainTimeout == .seconds(60))
  }

  @Test("YAML's own word off is a TLS mode", arguments: ["off", "OFF", "false", "'off'"])
  func tlsOff(word: String) throws {
    #expect(try parley("tls: \(word)").listener.tls.mode == .off)
  }

  @Test("Log level and form are read, in any case")
  func log() throws {
    #expect(try parley("log_level: WARN\nlog_format: json").logging == LogSettings(level: .warning, format: .json))
  }

  @Test("A file may be open to everyone if it says so")
  func anonymous() throws {
    let configuration = try read(
      """
      model_list: [{model_name: live, litellm_params: {model: simulator/live}}]
      parley: {allow_anonymous: true}
      """)
    #expect(configuration.access == AccessSettings(keys: [], allowsAnonymous: true))
  }

  @Test("Several keys can be given, and the variable that LiteLLM reads is one")
  func keys() throws {
    let models = "model_list: [{model_name: live, litellm_params: {model: simulator/live}}]\n"
    #expect(
      try read(models + "general_settings: {master_key: [sk-1, sk-2]}").access.keys == [Secret("sk-1"), Secret("sk-2")])
    #expect(try read(models, environment: ["LITELLM_MASTER_KEY": "sk-3"]).access.keys == [Secret("sk-3")])
  }

  @Test("Without a file there is one model, on the simulator")
  func simulatorOnly() {
    let configuration = GatewayConfiguration.simulatorOnly(masterKey: Secret("sk-made"))
    #expect(configuration.models.names == ["gemini-live-simulator"])
    #expect(configuration.models.deployments(for: "gemini-live-simulator")?.first?.provider == .simulator)
    #expect(configuration.access == AccessSettings(keys: [Secret("sk-made")]))
  }
}
