import Testing

@testable import Admission

struct OriginPolicyTests {
  @Test("A program that is no browser states no origin and is let in")
  func none() {
    #expect(OriginPolicy().admits(origin: nil, host: "gateway.example"))
  }

  @Test(
    "A page of the gateway's own host is let in",
    arguments: [
      ("http://localhost:4000", "localhost:4000"), ("https://gateway.example", "gateway.example"),
      ("https://gateway.example", "gateway.example:443"), ("https://Gateway.Example:443", "gateway.example"),
      ("http://[::1]:4000", "[::1]:4000"), ("http://127.0.0.1", "127.0.0.1:80"),
    ])
  func sameHost(origin: String, host: String) {
    #expect(OriginPolicy().admits(origin: origin, host: host))
  }

  @Test(
    "Other pages are not",
    arguments: [
      ("https://evil.example", "gateway.example"), ("http://localhost:3000", "localhost:4000"),
      ("https://gateway.example.evil.example", "gateway.example"), ("null", "gateway.example"), ("", "gateway.example"),
      ("https://gateway.example", nil), ("http://gateway.example", "gateway.example:443"),
      ("https://evil.example/gateway.example", "gateway.example"),
      ("https://gateway.example@evil.example", "evil.example"),
    ] as [(String, String?)])
  func otherHost(origin: String, host: String?) {
    #expect(!OriginPolicy().admits(origin: origin, host: host))
  }

  @Test("An allowed origin is let in, with scheme and port as written")
  func allowed() {
    let policy = OriginPolicy(allowed: ["https://app.example.com", "http://localhost:3000"])
    #expect(policy.admits(origin: "https://APP.example.com:443", host: "gateway.example"))
    #expect(policy.admits(origin: "http://localhost:3000", host: "gateway.example"))
    #expect(!policy.admits(origin: "http://app.example.com", host: "gateway.example"))
    #expect(!policy.admits(origin: "http://localhost:3001", host: "gateway.example"))
  }

  @Test("A star stands for every host below a domain, not for the domain or its look-alikes")
  func below() {
    let policy = OriginPolicy(allowed: ["https://*.example.com"])
    #expect(policy.admits(origin: "https://a.example.com", host: nil))
    #expect(policy.admits(origin: "https://a.b.example.com", host: nil))
    #expect(!policy.admits(origin: "https://example.com", host: nil))
    #expect(!policy.admits(origin: "https://badexample.com", host: nil))
    #expect(!policy.admits(origin: "http://a.example.com", host: nil))
  }

  @Test("A lone star lets everyone in, also pages without an origin of their own")
  func everyone() {
    let policy = OriginPolicy(allowed: ["*"])
    #expect(policy.admits(origin: "https://evil.example", host: nil))
    #expect(policy.admits(origin: "null", host: nil))
  }

  @Test(
    "What is no origin is no pattern",
    arguments: ["", "app.example.com", "https://", "https://a.example/page", "https://*", "https://a,b", "null"])
  func patterns(text: String) {
    #expect(!OriginPolicy.isPattern(text))
  }

  @Test("An extension's page can be allowed")
  func extensions() {
    #expect(OriginPolicy(allowed: ["chrome-extension://abc"]).admits(origin: "chrome-extension://abc", host: nil))
  }
}
