import Testing

@testable import WebSocket

struct ProxySettingsTests {
  private static func proxy(_ url: String, _ environment: [String: String]) throws -> HTTPProxy? {
    try ProxySettings(environment: environment).proxy(for: WebSocketAddress(url))
  }

  @Test("Each scheme has its proxy; the variable in small letters wins")
  func schemes() throws {
    let environment = [
      "HTTPS_PROXY": "http://secure:3128", "HTTP_PROXY": "upper:1", "http_proxy": "plain:2",
    ]
    #expect(try Self.proxy("wss://h/", environment) == HTTPProxy(host: "secure", port: 3128))
    #expect(try Self.proxy("ws://h/", environment) == HTTPProxy(host: "plain", port: 2))
    #expect(try Self.proxy("wss://h/", [:]) == nil)
    #expect(try Self.proxy("wss://h/", ["HTTPS_PROXY": ""]) == nil)
  }

  @Test(
    "NO_PROXY names hosts that are dialled directly",
    arguments: [
      ("*", true), ("example.com", true), (".example.com", true), ("*.example.com", true), ("EXAMPLE.com", true),
      ("api.example.com", true), ("api.example.com:8443", true), ("api.example.com:443", false), ("ample.com", false),
      ("v1.api.example.com", false), ("other.org, example.com", true), ("other.org example.com", true), ("", false),
      (".", false),
    ])
  func exceptions(list: String, isDirect: Bool) throws {
    let proxy = try Self.proxy("wss://api.example.com:8443/", ["HTTPS_PROXY": "p:1", "NO_PROXY": list])
    #expect((proxy == nil) == isDirect)
  }

  @Test("NO_PROXY names addresses exactly")
  func addresses() throws {
    let environment = ["HTTPS_PROXY": "p:1", "NO_PROXY": "10.0.0.1,::1"]
    #expect(try Self.proxy("wss://10.0.0.1/", environment) == nil)
    #expect(try Self.proxy("wss://110.0.0.1/", environment) != nil)
    #expect(try Self.proxy("wss://[::1]/", environment) == nil)
    #expect(try Self.proxy("wss://10.0.0.1/", ["HTTPS_PROXY": "p:1", "NO_PROXY": "0.0.1"]) != nil)
  }

  @Test("User and password become basic authentication, and are not printed")
  func authentication() throws {
    let proxy = try #require(HTTPProxy("http://us%65r:p%40ss:word@proxy.local:8080/"))
    #expect(proxy.authorization == "Basic dXNlcjpwQHNzOndvcmQ=")
    #expect(proxy.host == "proxy.local" && proxy.port == 8080)
    #expect("\(proxy)" == "proxy.local:8080" && !String(reflecting: proxy).contains("Basic"))
  }

  @Test(
    "A variable that is no HTTP proxy is an error that names it, not its value",
    arguments: ["socks5://p:1080", "https://p", "http://p:secret", "http://p/secret"])
  func badProxies(value: String) {
    let error = #expect(throws: WebSocketConnectError.self) { try ProxySettings(environment: ["HTTPS_PROXY": value]) }
    #expect(error?.description.contains("HTTPS_PROXY") == true && error?.description.contains("secret") == false)
  }
}
