import Admission
import Conversation
import Foundation
import GatewayServer
import GoogleAuth
import Synchronization
import Testing

/// Client secrets, from the call that makes one to the session that it opens.
struct ClientSecretRouteTests {
  private struct Made: Decodable {
    struct Session: Decodable {
      var id: String
      var type: String
      var model: String?
      var instructions: String?
    }
    var value: String
    var expiresAt: Int
    var session: Session

    private enum CodingKeys: String, CodingKey {
      case value, session
      case expiresAt = "expires_at"
    }
  }

  private static let key = "Authorization: Bearer \(TestGateway.key)"
  private static let json = "Content-Type: application/json"

  private func make(_ gateway: TestGateway, _ body: String = "{}") async throws -> Made {
    let answer = try await RawHTTP.ask(
      gateway, "POST /v1/realtime/client_secrets", [Self.key, Self.json], body: body)
    #expect(answer.status == 200, "\(answer.body)")
    return try JSONDecoder().decode(Made.self, from: Data(answer.body.utf8))
  }

  private func connect(
    _ gateway: TestGateway, _ secret: String, _ target: String = "/v1/realtime?model=voice", _ headers: [String] = []
  ) async throws -> RawHTTP.Answer {
    try await RawHTTP.upgrade(gateway, target, ["Authorization: Bearer \(secret)"] + headers)
  }

  @Test(
    "A secret is made under every path, and opens sessions that begin as it says",
    arguments: ["/v1/realtime/client_secrets", "/realtime/client_secrets", "/openai/v1/realtime/client_secrets"])
  func madeAndUsed(path: String) async throws {
    try await TestGateway.run { gateway async throws in
      let body = #"{"session":{"type":"realtime","model":"voice","instructions":"Be brief."}}"#
      let answer = try await RawHTTP.ask(gateway, "POST \(path)", [Self.key, Self.json], body: body)
      let made = try JSONDecoder().decode(Made.self, from: Data(answer.body.utf8))
      #expect(made.value.wholeMatch(of: /ek_[0-9A-Za-z]{40}/) != nil)
      #expect(made.expiresAt == 1_790_000_600)
      #expect(made.session.id.hasPrefix("sess_"))
      #expect(made.session.model == "voice")
      #expect(made.session.instructions == "Be brief.")

      for _ in 0..<2 { #expect(try await connect(gateway, made.value).status == 101) }
      #expect(try await connect(gateway, made.value, "/v1/realtime").status == 101)
      let subprotocol = try await RawHTTP.upgrade(
        gateway, "/v1/realtime", ["Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.\(made.value)"])
      #expect(subprotocol.status == 101)
      #expect(subprotocol.headers["sec-websocket-protocol"] == "realtime")
      for request in try await gateway.calls.requests(4) {
        #expect(request.model == "voice")
        #expect(request.defaults.changes == [.purpose(.conversation), .instructions("Be brief.")])
        #expect(request.defaults.pins.fields == [])
      }
    }
  }

  @Test("The beta's calls answer with a flat session", arguments: ["/v1/realtime/sessions", "/realtime/sessions"])
  func beta(path: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(
        gateway, "POST \(path)", [Self.key, Self.json], body: #"{"model":"voice","modalities":["text"]}"#)
      #expect(answer.status == 200)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
      #expect(object["modalities"] as? [String] == ["text"])
      let secret = try #require((object["client_secret"] as? [String: Any])?["value"] as? String)
      #expect(try await connect(gateway, secret).status == 101)
      #expect(try await gateway.calls.requests(1).first?.defaults.changes == [.output(.text)])
    }
  }

  @Test(
    "A secret for a transcription session opens one, whatever the address says",
    arguments: [
      (
        "client_secrets",
        #"{"session":{"type":"transcription","audio":{"input":{"format":{"type":"audio/pcmu"}}}}}"#
      ),
      ("transcription_sessions", #"{"input_audio_format":"g711_ulaw"}"#),
    ])
  func transcription(call: String, body: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "POST /v1/realtime/\(call)", [Self.key, Self.json], body: body)
      #expect(answer.status == 200, "\(answer.body)")
      #expect(answer.body.contains(#""object":"realtime.transcription_session""#))
      let value = try #require(answer.body.firstMatch(of: /"value":"(ek_[0-9A-Za-z]{40})"/)?.1)
      #expect(try await connect(gateway, String(value), "/v1/realtime").status == 101)
      let request = try #require(try await gateway.calls.requests(1).first)
      #expect(request.model == "voice")
      #expect(request.defaults.changes == [.purpose(.transcription), .inputFormat(.g711MuLaw)])
    }
  }

  @Test(
    "Who names no model for a transcription gets the one that is for it",
    arguments: [("client_secrets", #"{"session":{"type":"transcription"}}"#), ("transcription_sessions", "")])
  func transcriber(call: String, body: String) async throws {
    var configuration = TestGateway.configuration
    configuration.models.add(
      ModelDeployment(id: "scribe", provider: .simulator, model: "gemini-3.5-transcribe-live-preview"),
      as: ModelNamePattern(literal: "scribe"))
    try await TestGateway.run(configuration) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "POST /v1/realtime/\(call)", [Self.key, Self.json], body: body)
      let value = try #require(answer.body.firstMatch(of: /"value":"(ek_[0-9A-Za-z]{40})"/)?.1)
      #expect(try await connect(gateway, String(value), "/v1/realtime").status == 101)
      #expect(try await gateway.calls.requests(1).first?.model == "scribe")
    }
  }

  @Test("Without a body it is for the only model there is; with several, the model must be named")
  func model() async throws {
    try await TestGateway.run { gateway async throws in
      #expect(try await make(gateway, "").session.model == "voice")
    }
    var configuration = TestGateway.configuration
    configuration.models.add(
      ModelDeployment(id: "other", provider: .simulator, model: "simulated"), as: ModelNamePattern(literal: "other"))
    try await TestGateway.run(configuration) { gateway async throws in
      for (body, code) in [
        ("{}", "missing_required_parameter"), (#"{"session":{"model":"gpt-4o"}}"#, "model_not_found"),
      ] {
        let answer = try await RawHTTP.ask(
          gateway, "POST /v1/realtime/client_secrets", [Self.key, Self.json], body: body)
        #expect(answer.status == 400)
        #expect(answer.body.contains(#""code":"\#(code)""#))
        #expect(answer.body.contains(#""param":"session.model""#))
      }
    }
  }

  @Test("Only a key makes secrets, and a secret opens nothing but sessions")
  func keys() async throws {
    try await TestGateway.run { gateway async throws in
      let path = "POST /v1/realtime/client_secrets"
      #expect(try await RawHTTP.ask(gateway, path, [], body: "{}").status == 401)
      #expect(try await RawHTTP.ask(gateway, path, ["api-key: sk-wrong"], body: "{}").status == 401)
      let secret = try await make(gateway).value
      let again = try await RawHTTP.ask(gateway, path, ["Authorization: Bearer \(secret)"], body: "{}")
      #expect(again.status == 403)
      #expect(again.body == Refusal.clientSecretIsNoKey.json)
      let models = try await RawHTTP.ask(gateway, "GET /v1/models", ["Authorization: Bearer \(secret)"])
      #expect(models.status == 403)
      #expect(try await RawHTTP.ask(gateway, "GET /v1/realtime/client_secrets", [Self.key]).status == 405)
    }
  }

  @Test("A field that cannot be had is a 400 that names it")
  func badFields() async throws {
    try await TestGateway.run { gateway async throws in
      for (body, param) in [
        (#"{"session":{"type":"realtime","temprature":1}}"#, "session.temprature"),
        (#"{"expires_after":{"seconds":5}}"#, "expires_after.seconds"),
        (#"{"x_origin":"everywhere"}"#, "x_origin"),
      ] {
        let answer = try await RawHTTP.ask(
          gateway, "POST /v1/realtime/client_secrets", [Self.key, Self.json], body: body)
        #expect(answer.status == 400)
        #expect(answer.body.contains(#""param":"\#(param)""#), "\(answer.body)")
      }
    }
  }

  @Test("Unknown, expired and for another model: refused in words that help")
  func refusals() async throws {
    let time = Mutex(1_790_000_000)
    let now: @Sendable () -> Int = { time.withLock { $0 } }
    try await TestGateway.run(unixTime: now) { gateway async throws in
      let unknown = try await connect(gateway, "ek_nobody")
      #expect(unknown.status == 401)
      #expect(unknown.body == Refusal.unknownClientSecret.json)
      let secret = try await make(gateway, #"{"expires_after":{"seconds":10}}"#).value
      let other = try await connect(gateway, secret, "/v1/realtime?model=other")
      #expect(other.status == 403)
      #expect(other.body == Refusal.clientSecretOfAnotherModel.json)
      #expect(try await connect(gateway, secret).status == 101)
      time.withLock { $0 += 10 }
      let expired = try await connect(gateway, secret)
      #expect(expired.status == 401)
      #expect(expired.body == Refusal.expiredClientSecret.json)
    }
  }

  @Test("A secret bound to an origin opens for its pages, which must also be allowed")
  func origin() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.allowedOrigins = ["https://app.example", "https://other.example"]
    try await TestGateway.run(configuration) { gateway async throws in
      let secret = try await make(gateway, #"{"x_origin":"https://app.example"}"#).value
      let target = "/v1/realtime?model=voice"
      #expect(try await connect(gateway, secret, target, ["Origin: https://app.example"]).status == 101)
      let elsewhere = try await connect(gateway, secret, target, ["Origin: https://other.example"])
      #expect(elsewhere.status == 403)
      #expect(elsewhere.body == Refusal.clientSecretOfAnotherOrigin.json)
      #expect(try await connect(gateway, secret, target).status == 403)
      let foreign = try await make(gateway, #"{"x_origin":"https://foreign.example"}"#).value
      let refused = try await connect(gateway, foreign, target, ["Origin: https://foreign.example"])
      #expect(refused.body == Refusal.originNotAllowed.json)
    }
  }

  @Test("What is pinned for all and for the model comes with the session of a secret, not with that of a key")
  func pinned() async throws {
    var configuration = TestGateway.configuration
    configuration.access.pinned = [.instructions]
    configuration.models = ModelTable([
      ModelTable.Entry(
        name: ModelNamePattern(literal: "voice"),
        deployments: [ModelDeployment(id: "voice", provider: .simulator, model: "simulated", pinned: [.model])])
    ])
    try await TestGateway.run(configuration) { gateway async throws in
      let secret = try await make(gateway, #"{"session":{"instructions":"Whisper."}}"#)
      // Who has the key may see what it has written.
      #expect(secret.session.instructions == "Whisper.")
      #expect(try await connect(gateway, secret.value).status == 101)
      #expect(try await connect(gateway, TestGateway.key).status == 101)
      let requests = try await gateway.calls.requests(2)
      #expect(requests.map(\.defaults.pins.fields) == [[.instructions, .model], []])
      #expect(requests.first?.defaults.pins.hiddenNames.contains("simulated") == true)
    }
  }

  @Test("A full store says so, and when to come again")
  func full() async throws {
    var configuration = TestGateway.configuration
    configuration.clientSecrets.maxCount = 1
    try await TestGateway.run(configuration) { gateway async throws in
      _ = try await make(gateway)
      let answer = try await RawHTTP.ask(
        gateway, "POST /v1/realtime/client_secrets", [Self.key, Self.json], body: "{}")
      #expect(answer.status == 429)
      #expect(answer.headers["retry-after"] == "600")
      #expect(answer.body == Refusal.tooManyClientSecrets(retryAfterSeconds: 600).json)
    }
  }

  @Test("Pages of allowed origins may ask for one, with whatever headers their library sends")
  func preflight() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.allowedOrigins = ["https://app.example"]
    try await TestGateway.run(configuration) { gateway async throws in
      let headers = [
        "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: authorization,content-type,x-stainless-lang",
      ]
      let path = "OPTIONS /v1/realtime/client_secrets"
      let asked = try await RawHTTP.ask(gateway, path, ["Origin: https://app.example"] + headers)
      #expect(asked.status == 204)
      #expect(asked.headers["access-control-allow-origin"] == "https://app.example")
      #expect(asked.headers["access-control-allow-methods"]?.contains("POST") == true)
      #expect(asked.headers["access-control-allow-headers"]?.contains("x-stainless-lang") == true)
      let foreign = try await RawHTTP.ask(gateway, path, ["Origin: https://evil.example"] + headers)
      #expect(foreign.headers["access-control-allow-origin"] == nil)
    }
  }
}
