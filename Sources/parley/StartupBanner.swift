import GatewayServer
import GoogleAuth

/// What is printed once clients can connect: where, with which key, and a program to paste.
struct StartupBanner: Equatable {
  var configuration: GatewayConfiguration
  var started: StartedGateway
  /// The key made for this run. Keys of a configuration are never printed.
  var madeKey: Secret?

  var text: String {
    ([title, ""] + facts + ["", "Try it (pip install 'websockets>=14', in a virtual environment):", ""] + snippet + [""])
      .joined(separator: "\n") + "\n"
  }

  private var title: String {
    "Parley \(ParleyVersion.current): OpenAI Realtime in, Gemini Live out. Ctrl-C ends it."
  }

  private var facts: [String] {
    let http = tls.mode == .required ? "https" : "http"
    var facts = ["  WebSocket  \(url)"]
    if tls.mode == .optional { facts.append("             (wss:// on the same port)") }
    facts.append("  Models     \(models.joined(separator: ", "))")
    facts.append("  Key        \(keyFact)")
    facts.append("  Health     curl \(trust)\(http)://\(authority)\(prefix)/health")
    if let certificate = started.selfSignedCertificate {
      facts.append("  TLS        export SSL_CERT_FILE=\(certificate)")
      facts.append("             (in the client's shell, so that it trusts the certificate made for this machine)")
    }
    return facts
  }

  /// What curl needs to trust a certificate made for this machine, where there is no plain text.
  private var trust: String {
    guard tls.mode == .required, let certificate = started.selfSignedCertificate else { return "" }
    return "--cacert \(certificate) "
  }

  private var keyFact: String {
    if let madeKey { return "\(madeKey.exposed)  (made for this run)" }
    if configuration.access.allowsAnonymous { return "none is asked for" }
    return "general_settings.master_key of your configuration"
  }

  /// Prints the model's words as they come. Not indented, so that it can be pasted into a file.
  private var snippet: [String] {
    let key = madeKey?.exposed ?? "YOUR_KEY"
    return [
      "import asyncio, json, websockets",
      "URL, KEY = \"\(url)\", \"\(key)\"",
      "async def main():",
      "    async with websockets.connect(URL, additional_headers={\"api-key\": KEY}) as ws:",
      "        await ws.recv()  # session.created",
      "        content = [{\"type\": \"input_text\", \"text\": \"Say hello in one sentence.\"}]",
      "        item = {\"type\": \"message\", \"role\": \"user\", \"content\": content}",
      "        await ws.send(json.dumps({\"type\": \"conversation.item.create\", \"item\": item}))",
      "        while (event := json.loads(await ws.recv()))[\"type\"] != \"response.done\":",
      "            if event[\"type\"] == \"response.text.delta\":",
      "                print(event[\"delta\"], end=\"\", flush=True)",
      "        print()",
      // Python's own prompt wants to see where a function ends.
      "",
      "asyncio.run(main())",
    ]
  }

  private var tls: TLSSettings { configuration.listener.tls }

  /// At most five names.
  private var models: [String] {
    let names = configuration.models.names
    return Array(names.prefix(5)) + (names.count > 5 ? ["and \(names.count - 5) more"] : [])
  }

  private var url: String {
    let model = configuration.models.names.first { !$0.contains("*") } ?? "MODEL"
    return "\(tls.mode == .required ? "wss" : "ws")://\(authority)\(prefix)/realtime?model=\(Self.queryValue(model))"
  }

  private var prefix: String { configuration.listener.pathPrefix }

  /// Every interface is shown as `localhost`, which can be pasted.
  private var authority: String {
    let host = configuration.listener.host
    if ["::", "0.0.0.0", "*"].contains(host) { return "localhost:\(started.port)" }
    return host.contains(":") ? "[\(host)]:\(started.port)" : "\(host):\(started.port)"
  }

  private static func queryValue(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
        return String(UnicodeScalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        return (hex.count == 1 ? "%0" : "%") + hex
      }
    }.joined()
  }
}
