import Conversation
import Testing

@testable import Dialects

@Suite("A client's handshake")
struct HandshakeRequestTests {
  @Test("Paths with slashes at the end are the same paths, others are none")
  func paths() {
    #expect(RealtimePath(path: "/realtime") == .bare)
    #expect(RealtimePath(path: "/realtime/") == .bare)
    #expect(RealtimePath(path: "/v1/realtime//") == .versioned)
    #expect(RealtimePath(path: "/openai/v1/realtime") == .azure)
    for path in ["", "/", "/v1", "/realtimes", "/v1/realtime/calls", "realtime"] {
      #expect(RealtimePath(path: path) == nil, "\(path)")
    }
  }

  @Test("The model comes decoded from model, or from deployment as Azure calls it")
  func model() throws {
    #expect(try request("/v1/realtime?model=models%2Fgemini-live&x=1").model == "models/gemini-live")
    #expect(try request("/v1/realtime?deployment=voice&api-version=2024-10-01").model == "voice")
    #expect(try request("/realtime?model=a+b%zz%4").model == "a b%zz%4")
  }

  @Test("The subprotocol realtime is selected when it is offered, and no other")
  func subprotocol() throws {
    let offer = "realtime, openai-insecure-api-key.sk-secret, openai-beta.realtime-v1"
    let offered = try request("/realtime?model=m", ["Sec-WebSocket-Protocol": offer])
    #expect(offered.subprotocol == "realtime")
    #expect(offered.facts.subprotocols == ["realtime", "openai-beta.realtime-v1"])
    #expect(try request("/realtime?model=m", ["Sec-WebSocket-Protocol": "chat"]).subprotocol == nil)
  }

  @Test("No key is kept, wherever it was carried")
  func keys() {
    let facts = facts(
      "/realtime?model=m",
      [
        "Authorization": "Bearer sk-secret", "api-key": "sk-secret", "User-Agent": "x",
        "Sec-WebSocket-Protocol": "openai-insecure-api-key.sk-secret",
      ])
    #expect(!String(reflecting: facts).contains("sk-secret"))
    #expect(facts.headers == ["user-agent": "x"])
  }

  @Test(
    "What cannot be served is refused by name",
    arguments: [
      ("/realtime", "missing_required_parameter", "model"),
      ("/v1/realtime?model=", "missing_required_parameter", "model"),
      ("/realtime?intent=conversation", "missing_required_parameter", "model"),
      ("/realtime?model=m&call_id=rtc_1", "unsupported_feature", "call_id"),
      ("/realtime?model=m&contract=GA", "invalid_value", "contract"),
      ("/realtime?model=m&dialect=alpha", "invalid_value", "dialect"),
      ("/realtime?model=m&input_rate=44100", "invalid_value", "input_rate"),
      ("/realtime?model=m&input_rate=fast", "invalid_value", "input_rate"),
    ])
  func refusals(target: String, code: String, param: String) {
    let fault = #expect(throws: Fault.self) { try request(target) }
    #expect(fault?.code == code)
    #expect(fault?.param == param)
    #expect(fault?.message.isEmpty == false)
  }

  @Test("A client that wants a transcription may leave the model to us")
  func transcription() throws {
    let unnamed = try request("/v1/realtime?intent=transcription")
    #expect(unnamed.model == nil && unnamed.purpose == .transcription)
    let named = try request("/v1/realtime?model=m&intent=transcription")
    #expect(named.model == "m" && named.purpose == .transcription)
    #expect(try request("/v1/realtime?model=m").purpose == .conversation)
  }

  @Test("The input rate is one of four")
  func inputRate() throws {
    for rate in [8_000, 16_000, 24_000, 48_000] {
      #expect(try request("/realtime?model=m&input_rate=\(rate)").inputRate == rate)
    }
    #expect(try request("/realtime?model=m").inputRate == nil)
  }

  @Test("A contract named in the query wins over the model's own")
  func namedContract() throws {
    let named = try request("/v1/realtime?model=m&contract=plain", ["OpenAI-Beta": "realtime=v1"])
    #expect(named.claim(configured: .beta) == ContractClaim(.plain, .settled))
    #expect(try request("/v1/realtime?model=m").claim(configured: .plain) == ContractClaim(.plain, .settled))
    #expect(try request("/v1/realtime?model=m&dialect=beta").claim(configured: nil) == ContractClaim(.beta, .settled))
  }

  private func facts(_ target: String, _ headers: [String: String] = [:]) -> HandshakeFacts {
    HandshakeFacts(target: target, headers: headers.map { (name: $0.key, value: $0.value) })
  }

  @discardableResult
  private func request(_ target: String, _ headers: [String: String] = [:]) throws -> HandshakeRequest {
    let facts = facts(target, headers)
    return try HandshakeRequest(facts, at: #require(RealtimePath(path: facts.path)))
  }
}
