import Conversation
import Testing

@testable import Dialects

@Suite("The contract of a client")
struct ContractRecognitionTests {
  struct Client: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var target = "/v1/realtime?model=m"
    var headers: [String: String] = [:]
    var contract: ClientContract
    var certainty: ContractClaim.Certainty = .settled
  }

  static let clients = [
    Client(testDescription: "beta header", headers: ["OpenAI-Beta": "realtime=v1"], contract: .beta),
    Client(
      testDescription: "SDK's beta client on /realtime", target: "/realtime?model=m",
      headers: ["openai-beta": "assistants=v2, realtime=v1", "User-Agent": "AsyncOpenAI/Python 1.99.0"],
      contract: .beta),
    Client(
      testDescription: "browser, beta",
      headers: ["Sec-WebSocket-Protocol": "realtime, openai-insecure-api-key.k, openai-beta.realtime-v1"],
      contract: .beta),
    Client(testDescription: "legacy Azure", target: "/realtime?deployment=m&api-version=2024-10-01", contract: .beta),
    Client(
      testDescription: "browser, GA", target: "/realtime?model=m",
      headers: ["Sec-WebSocket-Protocol": "realtime,openai-insecure-api-key.k"], contract: .ga),
    Client(
      testDescription: "agents-js in a browser", headers: ["Sec-WebSocket-Protocol": "openai-agents-sdk.0.1.0"],
      contract: .ga),
    Client(testDescription: "agents-js", headers: ["X-OpenAI-Agents-SDK": "openai-agents-sdk.0.1"], contract: .ga),
    Client(testDescription: "openai-agents", headers: ["User-Agent": "Agents/Python 0.6.0"], contract: .ga),
    Client(testDescription: "LiveKit", headers: ["User-Agent": "LiveKit Agents"], contract: .ga),
    Client(
      testDescription: "openai-python", target: "/realtime?model=m", headers: ["User-Agent": "OpenAI/Python 2.1.0"],
      contract: .ga),
    Client(testDescription: "openai-python 3", headers: ["X-Stainless-Lang": "python"], contract: .ga),
    Client(testDescription: "openai-node", headers: ["User-Agent": "OpenAI/JS 5.0.0"], contract: .ga),
    Client(
      testDescription: "bare socket on /realtime", target: "/realtime?model=m",
      headers: ["api-key": "k", "User-Agent": "Python/3.11 websockets/15.0"], contract: .plain, certainty: .movable),
    Client(testDescription: "bare socket on /v1/realtime", contract: .ga, certainty: .movable),
    Client(
      testDescription: "bare socket, Azure's path", target: "/openai/v1/realtime?model=m", contract: .ga,
      certainty: .movable),
  ]

  @Test("Each kind of client is recognised at the handshake", arguments: clients)
  func recognised(client: Client) throws {
    let facts = HandshakeFacts(
      target: client.target, headers: client.headers.map { (name: $0.key, value: $0.value) })
    let request = try HandshakeRequest(facts, at: #require(RealtimePath(path: facts.path)))
    #expect(request.claim(configured: nil) == ContractClaim(client.contract, client.certainty))
  }
}
