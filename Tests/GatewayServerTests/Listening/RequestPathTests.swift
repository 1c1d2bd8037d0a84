import Testing

@testable import GatewayServer

struct RequestPathTests {
  @Test(
    "Prefix and slashes at the end go, the query stays",
    arguments: [
      ("/realtime?model=a/", "/realtime?model=a/"), ("/realtime/?x", "/realtime?x"), ("/", "/"), ("", "/"),
      ("///", "/"), ("/voice/realtime", "/realtime"), ("/voice", "/"), ("/voice/", "/"),
      ("/voice?a=/voice", "/?a=/voice"),
      ("/voices/realtime", "/voices/realtime"), ("/voice/voice/realtime", "/voice/realtime"),
    ])
  func normalized(target: String, path: String) {
    #expect(RequestPath.normalized(target, prefix: "/voice") == path)
  }

  @Test("Without a prefix only slashes go")
  func noPrefix() {
    #expect(RequestPath.normalized("/voice/realtime/", prefix: "") == "/voice/realtime")
  }
}
