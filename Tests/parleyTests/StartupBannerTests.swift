import GatewayServer
import GoogleAuth
import Testing

@testable import parley

struct StartupBannerTests {
  private func banner(
    host: String = "::", tls: TLSSettings.Mode = .optional, madeKey: String? = "sk-made", certificate: String? = nil
  ) -> String {
    var configuration = GatewayConfiguration.simulatorOnly(masterKey: Secret("sk-configured"))
    configuration.listener.host = host
    configuration.listener.tls.mode = tls
    let started = StartedGateway(port: 4000, selfSignedCertificate: certificate)
    return StartupBanner(configuration: configuration, started: started, madeKey: madeKey.map { Secret($0) }).text
  }

  @Test("A first run shows everything that is needed to try it")
  func firstRun() {
    #expect(
      banner(certificate: "/home/me/.parley/cert.pem") == """
        Parley 0.1.0: OpenAI Realtime in, Gemini Live out. Ctrl-C ends it.

          WebSocket  ws://localhost:4000/realtime?model=gemini-live-simulator
                     (wss:// on the same port)
          Models     gemini-live-simulator
          Key        sk-made  (made for this run)
          Health     curl http://localhost:4000/health
          TLS        export SSL_CERT_FILE=/home/me/.parley/cert.pem
                     (in the client's shell, so that it trusts the certificate made for this machine)

        Try it (pip install 'websockets>=14', in a virtual environment):

        import asyncio, json, websockets
        URL, KEY = "ws://localhost:4000/realtime?model=gemini-live-simulator", "sk-made"
        async def main():
            async with websockets.connect(URL, additional_headers={"api-key": KEY}) as ws:
                await ws.recv()  # session.created
                content = [{"type": "input_text", "text": "Say hello in one sentence."}]
                item = {"type": "message", "role": "user", "content": content}
                await ws.send(json.dumps({"type": "conversation.item.create", "item": item}))
                while (event := json.loads(await ws.recv()))["type"] != "response.done":
                    if event["type"] == "response.text.delta":
                        print(event["delta"], end="", flush=True)
                print()

        asyncio.run(main())


        """)
  }

  @Test("A configured key is never printed")
  func configuredKey() {
    let text = banner(madeKey: nil)
    #expect(!text.contains("sk-configured"))
    #expect(text.contains("general_settings.master_key of your configuration"))
    #expect(text.contains(", \"YOUR_KEY\"\n"))
  }

  @Test(
    "The address can be pasted as it is",
    arguments: [
      ("0.0.0.0", "ws://localhost:4000/"), ("127.0.0.1", "ws://127.0.0.1:4000/"), ("::1", "ws://[::1]:4000/"),
      ("gateway.example", "ws://gateway.example:4000/"),
    ])
  func address(host: String, url: String) {
    #expect(banner(host: host).contains(url))
  }

  @Test("Where TLS is required nothing is shown that would be turned away")
  func tlsRequired() {
    let text = banner(tls: .required)
    #expect(text.contains("wss://localhost:4000/realtime"))
    #expect(text.contains("curl https://localhost:4000/health"))
    #expect(!text.contains("ws://localhost") || !text.contains(" ws://"))
    #expect(!text.contains("http://"))
  }

  @Test("A name with odd letters is encoded, and a wildcard is none to paste")
  func names() throws {
    var configuration = GatewayConfiguration()
    for name in ["vertex/*", "my model é"] {
      configuration.models.add(
        ModelDeployment(id: name, provider: .simulator, model: "m"), as: try #require(ModelNamePattern(name)))
    }
    let banner = StartupBanner(configuration: configuration, started: StartedGateway(port: 1), madeKey: nil)
    #expect(banner.text.contains("?model=my%20model%20%C3%A9"))
  }
}
