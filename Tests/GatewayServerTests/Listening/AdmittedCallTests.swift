import Admission
import Conversation
import GatewayServer
import Testing
import WebSocket

/// What a call learns from the handshake, and what the client is answered.
struct AdmittedCallTests {
  private func call(
    _ target: String, _ headers: [String] = [], _ configuration: GatewayConfiguration = TestGateway.configuration
  ) async throws -> CallRequest {
    let calls = EchoCalls()
    try await TestGateway.run(configuration, calls: calls) { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, target, ["api-key: \(TestGateway.key)"] + headers)
      #expect(answer.status == 101)
      #expect(answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
    return try #require(calls.requests.first)
  }

  @Test("A bare client gets the contract of its path, which may still move")
  func bare() async throws {
    let plain = try await call("/realtime?model=voice", ["User-Agent: curl/8"])
    #expect(
      plain
        == CallRequest(
          model: "voice", deployments: TestGateway.configuration.models.deployments,
          claim: ContractClaim(.plain, .movable),
          holder: SessionHolder(key: SecretDigest(of: TestGateway.key), origin: nil), peer: "127.0.0.1",
          isSecure: false, userAgent: "curl/8"))
    #expect(try await call("/v1/realtime?model=voice").claim == ContractClaim(.ga, .movable))
    #expect(try await call("/openai/v1/realtime?model=voice").claim == ContractClaim(.ga, .movable))
    #expect(
      try await call("/v1/realtime?model=voice", ["OpenAI-Beta: realtime=v1"]).claim == ContractClaim(.beta, .settled))
  }

  @Test("Who wants a transcription and names no model gets the first")
  func transcription() async throws {
    let unnamed = try await call("/v1/realtime?intent=transcription")
    #expect(unnamed.model == "voice" && unnamed.defaults.changes == [.purpose(.transcription)])
    #expect(try await call("/v1/realtime?model=voice").defaults.changes == [])
  }

  @Test("The query wins over the model, the model over what the client looks like")
  func forced() async throws {
    var configuration = TestGateway.configuration
    var deployment = configuration.models.deployments[0]
    deployment.contract = .beta
    deployment.inputRate = 8_000
    configuration.models = ModelTable([
      ModelTable.Entry(name: ModelNamePattern(literal: "voice"), deployments: [deployment])
    ])
    let byModel = try await call("/v1/realtime?model=voice", [], configuration)
    #expect(byModel.claim == ContractClaim(.beta, .settled))
    #expect(byModel.defaults.inputRate == 8_000)
    let byQuery = try await call("/v1/realtime?model=voice&contract=plain&input_rate=48000", [], configuration)
    #expect(byQuery.claim == ContractClaim(.plain, .settled))
    #expect(byQuery.defaults.inputRate == 48_000)
  }

  @Test("Slashes at the end do not count, nor does the prefix of a reverse proxy")
  func paths() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.pathPrefix = "/voice"
    for path in ["/realtime/", "/voice/realtime", "/voice/v1/realtime//", "/voice/openai/v1/realtime"] {
      #expect(try await call(path + "?model=voice", [], configuration).model == "voice")
    }
  }

  @Test("A wildcard is filled from the name that was asked for")
  func wildcard() async throws {
    var configuration = TestGateway.configuration
    configuration.models = ModelTable([
      ModelTable.Entry(
        name: try #require(ModelNamePattern("gemini/*")),
        deployments: [ModelDeployment(id: "gemini/*", provider: .simulator, model: "*")])
    ])
    let request = try await call("/realtime?model=gemini%2Flive-2", [], configuration)
    #expect(request.model == "gemini/live-2")
    #expect(request.deployments.map(\.model) == ["live-2"])
  }

  @Test(
    "Of the subprotocols, realtime is selected and nothing else",
    arguments: [
      ("realtime, openai-insecure-api-key.\(TestGateway.key)", "realtime"),
      ("realtime, openai-insecure-api-key.\(TestGateway.key), openai-beta.realtime-v1", "realtime"),
      ("openai-insecure-api-key.\(TestGateway.key)", nil),
      ("soap, openai-insecure-api-key.\(TestGateway.key)", nil),
    ] as [(String, String?)])
  func subprotocol(offered: String, selected: String?) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(
        gateway, "/v1/realtime?model=voice", ["Sec-WebSocket-Protocol: \(offered)"])
      #expect(answer.status == 101)
      #expect(answer.headers["sec-websocket-protocol"] == selected)
    }
  }

  @Test("Messages flow both ways")
  func echo() async throws {
    try await TestGateway.run { gateway async throws in
      let client = try await TestClient.connect(gateway)
      client.send("one")
      client.send("two")
      var heard = client.events.makeAsyncIterator()
      for expected in ["hello", "one", "two"] { #expect(await heard.next() == .text(expected)) }
      client.close()
      #expect(await heard.next() == .closed(.closedByUs(.normal, reason: "", answered: true)))
    }
  }
}
