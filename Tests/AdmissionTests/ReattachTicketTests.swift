import Testing

@testable import Admission

struct ReattachTicketTests {
  private let token = SecretDigest(bytes: [1, 2, 3])
  private let key = SecretDigest(bytes: [4, 5, 6])
  private let secret = SecretDigest(bytes: [7, 8, 9])

  @Test("The right token from the same key and origin opens the way back")
  func same() {
    let holder = SessionHolder(key: key, origin: "https://app.example")
    let ticket = ReattachTicket(token: token, holder: holder)
    #expect(ticket.admits(token: token, from: holder))
    #expect(!ticket.admits(token: SecretDigest(bytes: [1, 2, 4]), from: holder))
    #expect(!ticket.admits(token: SecretDigest(bytes: []), from: holder))
    #expect(!ticket.admits(token: token, from: SessionHolder(key: secret, origin: "https://app.example")))
    #expect(!ticket.admits(token: token, from: SessionHolder(key: nil, origin: "https://app.example")))
    #expect(!ticket.admits(token: token, from: SessionHolder(key: key, origin: nil)))
  }

  @Test("A client secret of the key will do for a session that began with one, and not for the key's own")
  func clientSecrets() {
    let other = SessionHolder(key: key, clientSecret: token, origin: nil)
    let began = SessionHolder(key: key, clientSecret: secret, origin: nil)
    #expect(began.isSame(as: other))
    #expect(began.isSame(as: SessionHolder(key: key, origin: nil)))
    #expect(!SessionHolder(key: key, origin: nil).isSame(as: other))
  }

  @Test("Who comes back needs no place, but a key, an origin, and a gateway that stays")
  func doorkeeper() {
    var door = Doorkeeper(keys: KeyRing(["sk-1"]), origins: OriginPolicy(), gate: SessionGate(capacity: 0))
    #expect(door.refusal(ofReturn: .keys(["sk-1"]), origin: nil, host: nil) == nil)
    #expect(door.refusal(ofReturn: .keys(["sk-2"]), origin: nil, host: nil) == .wrongKey)
    #expect(door.refusal(ofReturn: .clientSecret(.expiredClientSecret), origin: nil, host: nil) == .expiredClientSecret)
    #expect(
      door.refusal(ofReturn: .keys(["sk-1"]), origin: "https://elsewhere.example", host: "gateway.example")
        == .originNotAllowed)
    _ = door.drainingBegan()
    #expect(door.refusal(ofReturn: .keys(["sk-1"]), origin: nil, host: nil) == .draining)
  }
}
