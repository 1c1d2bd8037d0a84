import Admission
import GatewayServer
import Testing

/// What a client is told that may not come in: always before the upgrade, always in OpenAI's error body.
@Suite(.timeLimit(.minutes(1)))
struct HandshakeRefusalTests {
  @Test("No key is 401")
  func noKey() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice", [])
      #expect(answer.status == 401)
      #expect(answer.body == Refusal.missingKey.json)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.headers["www-authenticate"] == "Bearer")
      #expect(answer.headers["connection"] == "close")
    }
  }

  @Test(
    "A wrong key is 401, wherever it stands",
    arguments: [
      "Authorization: Bearer sk-wrong", "api-key: sk-wrong",
      "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.sk-wrong",
    ])
  func wrongKey(header: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice", [header])
      #expect(answer.status == 401)
      #expect(answer.body == Refusal.wrongKey.json)
      #expect(!answer.body.contains("sk-wrong"))
      #expect(gateway.calls.requests.isEmpty)
    }
  }

  @Test("A stranger does not learn which models and paths there are")
  func keyBeforeModel() async throws {
    try await TestGateway.run { gateway async throws in
      for target in ["/realtime?model=nothing", "/nowhere"] {
        #expect(try await RawHTTP.upgrade(gateway, target, []).body == Refusal.missingKey.json)
      }
    }
  }

  @Test("An unknown model is 404, with the known ones")
  func unknownModel() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/v1/realtime?model=gpt-realtime")
      #expect(answer.status == 404)
      #expect(
        answer.body
          == #"{"error":{"message":"The model 'gpt-realtime' does not exist. Models of this gateway: voice.","#
          + #""type":"invalid_request_error","param":"model","code":"model_not_found"}}"#)
    }
  }

  @Test("No model is 400, with the known ones")
  func noModel() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/realtime")
      #expect(answer.status == 400)
      #expect(answer.body == Refusal.missingModel(known: ["voice"]).json)
    }
  }

  @Test("An unknown path is 404")
  func unknownPath() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/realtime/more?model=voice")
      #expect(answer.status == 404)
      #expect(answer.body == Refusal.unknownPath("/realtime/more").json)
    }
  }

  @Test(
    "What Parley has not, or does not know, is 400 and names the parameter",
    arguments: [
      ("model=voice&call_id=rtc_1", "call_id", "unsupported_feature"),
      ("model=voice&contract=alpha", "contract", "invalid_value"),
      ("model=voice&input_rate=44100", "input_rate", "invalid_value"),
    ])
  func badQuery(query: String, param: String, code: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/v1/realtime?\(query)")
      #expect(answer.status == 400)
      #expect(answer.body.hasSuffix(#""type":"invalid_request_error","param":"\#(param)","code":"\#(code)"}}"#))
      #expect(gateway.calls.requests.isEmpty)
    }
  }

  @Test("A full gateway is 503 and says when to come again; a place becomes free with its connection")
  func full() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.maxSessions = 1
    try await TestGateway.run(configuration) { gateway async throws in
      let client = try await TestClient.connect(gateway)
      let answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice")
      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "5")
      #expect(answer.body == Refusal.full(retryAfterSeconds: 5).json)

      client.close()
      for await _ in client.events {}
      var status = 503
      while status == 503 { status = try await RawHTTP.upgrade(gateway, "/realtime?model=voice").status }
      #expect(status == 101)
    }
  }

  @Test("Refused requests take no place")
  func refusedTakeNoPlace() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.maxSessions = 1
    try await TestGateway.run(configuration) { gateway async throws in
      for query in ["model=voice&contract=alpha", "intent=conversation", "model=nothing"] {
        _ = try await RawHTTP.upgrade(gateway, "/realtime?\(query)")
      }
      #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice").status == 101)
    }
  }
}
