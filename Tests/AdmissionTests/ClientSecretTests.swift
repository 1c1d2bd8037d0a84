import Testing

@testable import Admission

struct ClientSecretTests {
  private let maker = SecretDigest(bytes: [1])

  private func secret(origin: String? = nil, byNobody: Bool = false) -> ClientSecret {
    ClientSecret(
      model: "voice", origin: origin, maker: byNobody ? nil : maker, expiresAt: 1_000, session: Array("{}".utf8))
  }

  private func use(model: String? = "voice", origin: String? = nil, now: Int = 999) -> ClientSecret.Use {
    ClientSecret.Use(model: model, origin: origin, now: now, makers: [maker])
  }

  @Test("It opens its model, named or not, until it expires, as often as it is shown")
  func good() {
    for _ in 0..<3 { #expect(secret().refusal(of: use()) == nil) }
    #expect(secret().refusal(of: use(model: nil)) == nil)
    #expect(secret().refusal(of: use(now: 1_000)) == .expiredClientSecret)
  }

  @Test("It opens no other model")
  func otherModel() {
    #expect(secret().refusal(of: use(model: "video")) == .clientSecretOfAnotherModel)
  }

  @Test("It dies with the key that made it")
  func withdrawn() {
    var use = use()
    use.makers = [SecretDigest(bytes: [2])]
    #expect(secret().refusal(of: use) == .withdrawnClientSecret)
    #expect(secret(byNobody: true).refusal(of: use) == .withdrawnClientSecret)
    use.makers.insert(nil)
    #expect(secret(byNobody: true).refusal(of: use) == nil)
  }

  @Test("Bound to an origin, it is good for that origin's pages alone")
  func origin() {
    let bound = secret(origin: "https://app.example.com")
    #expect(bound.refusal(of: use(origin: "https://APP.example.com:443")) == nil)
    for other in ["https://evil.example", "http://app.example.com", "null", nil] {
      #expect(bound.refusal(of: use(origin: other)) == .clientSecretOfAnotherOrigin)
    }
    #expect(secret(origin: "nonsense").refusal(of: use(origin: nil)) == .clientSecretOfAnotherOrigin)
    #expect(secret().refusal(of: use(origin: "https://anywhere.example")) == nil)
  }

  @Test("Only a plain origin can be bound to", arguments: ["*", "https://*.example.com", "app.example.com", ""])
  func origins(text: String) {
    #expect(!ClientSecret.isOrigin(text))
    #expect(ClientSecret.isOrigin("https://app.example.com"))
  }

  @Test("Each refusal says what its reader can do")
  func words() {
    let refusals: [Refusal] = [
      .unknownClientSecret, .expiredClientSecret, .withdrawnClientSecret, .clientSecretOfAnotherModel,
      .clientSecretOfAnotherOrigin, .clientSecretIsNoKey,
    ]
    for refusal in refusals {
      #expect([401, 403].contains(refusal.status))
      #expect(refusal.message.contains("your server"))
    }
  }
}
