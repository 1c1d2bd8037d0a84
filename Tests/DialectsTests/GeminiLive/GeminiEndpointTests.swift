import Testing

@testable import Dialects

@Suite("Gemini Live: addresses")
struct GeminiEndpointTests {
  static let addresses: [(service: GeminiService, version: String?, url: String)] = [
    (
      .vertex(project: "p", location: "us-east4"), nil,
      "wss://us-east4-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .vertex(project: "p", location: "europe-west8"), "v1beta1",
      "wss://europe-west8-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .vertex(project: "p", location: "global"), nil,
      "wss://aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .vertex(project: "p", location: "us"), nil,
      "wss://aiplatform.us.rep.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .vertex(project: "p", location: "eu"), nil,
      "wss://aiplatform.eu.rep.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .vertexExpress, nil,
      "wss://aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
    ),
    (
      .aiStudio, nil,
      "wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"
    ),
    (
      .aiStudio, "v1alpha",
      "wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContent"
    ),
  ]

  @Test("Each service, location and version has its own URL", arguments: addresses)
  func urls(_ row: (service: GeminiService, version: String?, url: String)) throws {
    let endpoint = try GeminiEndpoint(row.service, model: "gemini-3.8-live", apiVersion: row.version)
    #expect(endpoint.address.url == row.url)
    #expect(endpoint.address.port == 443)
  }

  @Test(
    "api_base replaces the host and keeps its path in front",
    arguments: [
      ("ws://127.0.0.1:8080", "ws://127.0.0.1:8080"),
      ("http://127.0.0.1:8080/", "ws://127.0.0.1:8080"),
      ("http://gateway.internal/google/live/", "ws://gateway.internal/google/live"),
      ("https://gateway.internal", "wss://gateway.internal"),
      ("wss://gateway.internal:8443/a", "wss://gateway.internal:8443/a"),
      ("wss://[::1]:9000", "wss://[::1]:9000"),
    ])
  func apiBase(_ base: String, _ expected: String) throws {
    let endpoint = try GeminiEndpoint(
      .vertex(project: "p", location: "us-east4"), model: "gemini-3.8-live", apiBase: UpstreamAddress(base))
    #expect(
      endpoint.address.url == expected + "/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent")
  }

  @Test(
    "A base without a port has the port of its scheme",
    arguments: [("ws://h", 80), ("http://h/x", 80), ("wss://h", 443), ("https://h", 443)])
  func defaultPort(_ base: String, _ port: Int) {
    #expect(UpstreamAddress(base)?.port == port)
  }

  @Test(
    "What is no base is not taken for one",
    arguments: [
      "", "gateway.internal", "ftp://h", "ws://", "ws://h:0", "ws://h:99999", "ws://user@h", "ws://h/?key=1",
      "ws://h/#x", "ws://h/a b", "ws://h/a\r\nX: y", "ws://::1", "ws://[::1", "ws://h\\@evil",
    ])
  func badBase(_ base: String) {
    #expect(UpstreamAddress(base) == nil)
  }

  @Test(
    "A location cannot name another host",
    arguments: [
      "", "evil.com/", "evil.com#", "us-east4.evil.com", "US-EAST4", "us east4", "-us", "us-east4:443", "us@evil",
      "us-east4\u{0}", "ü-east", String(repeating: "a", count: 41),
    ])
  func badLocation(_ location: String) {
    let error = #expect(throws: InvalidOption.self) {
      try GeminiEndpoint(.vertex(project: "p", location: location), model: "gemini-3.8-live")
    }
    #expect(error?.option == "vertex_location")
  }

  @Test("A project, a model or a version cannot write into the path")
  func badNames() {
    for project in ["", "a/b", "a b", "a\"b", "é"] {
      let error = #expect(throws: InvalidOption.self) {
        try GeminiEndpoint(.vertex(project: project, location: "us"), model: "gemini-3.8-live")
      }
      #expect(error?.option == "vertex_project")
    }
    for model in ["", "a/b", "models/", "models/a/b", "../x", "a?b", "gemini 3", "publishers/other/models/x"] {
      let error = #expect(throws: InvalidOption.self) { try GeminiEndpoint(.aiStudio, model: model) }
      #expect(error?.option == "model")
    }
    for version in ["", "1", "v1/x", "V1", "v1.2"] {
      let error = #expect(throws: InvalidOption.self) {
        try GeminiEndpoint(.aiStudio, model: "gemini-3.8-live", apiVersion: version)
      }
      #expect(error?.option == "api_version")
    }
  }

  static let names: [(service: GeminiService, model: String, path: String)] = [
    (
      .vertex(project: "p-1", location: "us-east4"), "gemini-3.8-live",
      "projects/p-1/locations/us-east4/publishers/google/models/gemini-3.8-live"
    ),
    (
      .vertex(project: "example.com:voice", location: "global"), "publishers/google/models/gemini-3.8-live",
      "projects/example.com:voice/locations/global/publishers/google/models/gemini-3.8-live"
    ),
    (
      .vertex(project: "123", location: "eu"), "4965075652664360960",
      "projects/123/locations/eu/endpoints/4965075652664360960"
    ),
    (.vertex(project: "123", location: "eu"), "endpoints/49", "projects/123/locations/eu/endpoints/49"),
    (.vertexExpress, "gemini-3.8-live", "publishers/google/models/gemini-3.8-live"),
    (.aiStudio, "gemini-3.8-live", "models/gemini-3.8-live"),
    (.aiStudio, "models/gemini-3.8-live", "models/gemini-3.8-live"),
    (.simulator, "x", "projects/parley/locations/simulator/publishers/google/models/x"),
  ]

  @Test("Setup calls a model by its resource name", arguments: names)
  func modelPath(_ row: (service: GeminiService, model: String, path: String)) throws {
    #expect(try row.service.modelPath(row.model) == row.path)
  }
}
