import Conversation
import Testing

@testable import Dialects

@Suite("Dialect catalogue")
struct DialectCatalogTests {
  @Test("Vertex: a project, the default region, a token with the quota project")
  func vertex() throws {
    let route = try DialectCatalog.route(
      to: "vertex_ai/gemini-3.8-live", UpstreamOptions(project: "p", quotaProject: "q"))
    #expect(
      route.address.url
        == "wss://us-central1-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    )
    #expect(route.credential == .bearer(quotaProject: "q"))
    #expect(route.model == "gemini-3.8-live")
    let headers = route.credential.headers(secret: "t")
    #expect(headers.map(\.name) == ["authorization", "x-goog-user-project"])
    #expect(headers.map(\.value) == ["Bearer t", "q"])
    let setup = try route.dialect.negotiate(SessionConfiguration(defaultsOf: .ga)).setup
    #expect(
      String(decoding: setup, as: UTF8.self).hasPrefix(
        #"{"setup":{"model":"projects/p/locations/us-central1/publishers/google/models/gemini-3.8-live""#))
  }

  @Test("Vertex beta: v1beta1 unless another version is asked for")
  func vertexBeta() throws {
    let path = { (options: UpstreamOptions) in
      try DialectCatalog.route(to: "vertex_ai_beta/gemini-3.8-live", options).address.path
    }
    #expect(
      try path(UpstreamOptions(project: "p"))
        == "/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent")
    #expect(
      try path(UpstreamOptions(project: "p", apiVersion: "v1"))
        == "/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent")
  }

  @Test("Vertex with a key and no project: express mode")
  func express() throws {
    let route = try DialectCatalog.route(to: "vertex_ai/gemini-3.8-live", UpstreamOptions(hasAPIKey: true))
    #expect(route.address.host == "aiplatform.googleapis.com")
    #expect(route.credential == .apiKey)
    #expect(route.credential.headers(secret: "k").map(\.name) == ["x-goog-api-key"])
  }

  @Test("AI Studio: a key in a header, never in the URL")
  func aiStudio() throws {
    let route = try DialectCatalog.route(to: "gemini/gemini-3.8-live", UpstreamOptions(hasAPIKey: true))
    #expect(
      route.address.url == "wss://generativelanguage.googleapis.com"
        + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent")
    #expect(route.credential == .apiKey)
  }

  @Test("The simulator: Vertex's path where it listens, with a token that is no secret")
  func simulator() throws {
    let options = UpstreamOptions(apiBase: UpstreamAddress("ws://127.0.0.1:9999"), apiVersion: "v1beta")
    let route = try DialectCatalog.route(to: "simulator/gemini-live-simulator", options)
    #expect(
      route.address.url
        == "ws://127.0.0.1:9999/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent")
    #expect(route.credential.headers(secret: nil).map(\.value) == ["Bearer simulator"])
    #expect(route.dialect.capabilities.contextUpdate)
  }

  @Test("A profile can be borrowed from another model")
  func profile() throws {
    let options = UpstreamOptions(project: "p", profile: "gemini-2.0-flash-live-001")
    #expect(
      try DialectCatalog.route(to: "vertex_ai/4965075652664360960", options).dialect.capabilities.contextTokens
        == 32_768)
  }

  static let mistakes: [(model: String, options: UpstreamOptions, option: String)] = [
    ("openai/gpt-realtime", UpstreamOptions(), "model"),
    ("gemini-3.8-live", UpstreamOptions(), "model"),
    ("vertex_ai/", UpstreamOptions(project: "p"), "model"),
    ("vertex_ai/gemini-3.8-live", UpstreamOptions(), "vertex_project"),
    ("vertex_ai/gemini-3.8-live", UpstreamOptions(project: "p", location: "evil.com/"), "vertex_location"),
    ("gemini/gemini-3.8-live", UpstreamOptions(), "api_key"),
    ("simulator/x", UpstreamOptions(), "api_base"),
    (
      "vertex_ai/gemini-3.8-live", UpstreamOptions(project: "p", gemini: .init(voices: ["alloy": "Bob"])), "voices"
    ),
    (
      "vertex_ai/gemini-2.0-flash-live-001", UpstreamOptions(project: "p", gemini: .init(defaultVoice: "Sulafat")),
      "default_voice"
    ),
  ]

  @Test("A mistake is named by its key", arguments: mistakes)
  func mistake(_ row: (model: String, options: UpstreamOptions, option: String)) {
    let error = #expect(throws: InvalidOption.self) { try DialectCatalog.route(to: row.model, row.options) }
    #expect(error?.option == row.option)
  }

  @Test("A provider that Parley does not have is answered with those it has")
  func unknownProvider() {
    let error = #expect(throws: InvalidOption.self) { try DialectCatalog.route(to: "openai/gpt-realtime") }
    #expect(
      error?.message
        == "Parley does not serve 'openai/gpt-realtime'. It serves vertex_ai/…, vertex_ai_beta/…, gemini/…, simulator/…."
    )
  }
}
