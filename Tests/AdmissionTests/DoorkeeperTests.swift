import Testing

@testable import Admission

struct DoorkeeperTests {
  private func doorkeeper(capacity: Int = 1, anonymous: Bool = false) -> Doorkeeper {
    Doorkeeper(
      keys: KeyRing(["sk-1"], allowsAnonymous: anonymous), origins: OriginPolicy(),
      gate: SessionGate(capacity: capacity))
  }

  private func request(
    keys: [String] = ["sk-1"], model: Doorkeeper.RequestedModel = .known, origin: String? = nil
  ) -> Doorkeeper.Request {
    Doorkeeper.Request(credential: .keys(keys), model: model, origin: origin, host: "gateway.example")
  }

  @Test("Whoever has a key, asks for a known model and comes from no foreign page is admitted")
  func admitted() {
    var door = doorkeeper()
    #expect(door.sessionRequested(request(), knownModels: []) == .admitted)
    #expect(door.gate.openSessions == 1)
  }

  @Test("A client secret stands in for a key where sessions are opened, and nowhere else")
  func clientSecret() {
    var door = doorkeeper()
    var bearer = request()
    bearer.credential = .clientSecret(.expiredClientSecret)
    #expect(door.sessionRequested(bearer, knownModels: []) == .refused(.expiredClientSecret))
    bearer.credential = .clientSecret(nil)
    #expect(door.sessionRequested(bearer, knownModels: []) == .admitted)
    #expect(door.refusal(forKeys: ["ek_1"]) == .clientSecretIsNoKey)
    #expect(door.refusal(forKeys: ["ek_1", "sk-1"]) == nil)
    #expect(door.rightKey(among: ["ek_1", "sk-1"]) == "sk-1")
    #expect(door.rightKey(among: ["ek_1"]) == nil)
  }

  @Test("One right key among several is enough")
  func oneOfSeveral() {
    var door = doorkeeper()
    #expect(door.sessionRequested(request(keys: ["wrong", "sk-1"]), knownModels: []) == .admitted)
  }

  @Test("A stranger learns of the key before the model, so that names are not given away")
  func keyBeforeModel() {
    var door = doorkeeper()
    let stranger = request(keys: [], model: .unknown("x"), origin: "https://evil.example")
    #expect(door.sessionRequested(stranger, knownModels: ["secret-model"]) == .refused(.missingKey))
    let guesser = request(keys: ["sk-2"], model: .unknown("x"))
    #expect(door.sessionRequested(guesser, knownModels: ["secret-model"]) == .refused(.wrongKey))
  }

  @Test("The model comes before the origin")
  func modelBeforeOrigin() {
    var door = doorkeeper()
    let foreign = "https://evil.example"
    #expect(
      door.sessionRequested(request(model: .unknown("x"), origin: foreign), knownModels: ["live"])
        == .refused(.unknownModel("x", known: ["live"])))
    #expect(
      door.sessionRequested(request(model: .missing, origin: foreign), knownModels: ["live"])
        == .refused(.missingModel(known: ["live"])))
    #expect(door.sessionRequested(request(origin: foreign), knownModels: []) == .refused(.originNotAllowed))
    #expect(door.gate.openSessions == 0)
  }

  @Test("A full or draining gateway says so first, whatever the request brings")
  func roomFirst() {
    var door = doorkeeper()
    #expect(door.sessionRequested(request(), knownModels: []) == .admitted)
    #expect(
      door.sessionRequested(request(keys: []), knownModels: []) == .refused(.full(retryAfterSeconds: 5)))
    #expect(door.drainingBegan() == false)
    #expect(door.sessionRequested(request(keys: []), knownModels: []) == .refused(.draining))
    #expect(door.sessionEnded() == true)
  }

  @Test("After a change of rules the next client is judged by the new ones, and who is inside stays")
  func rulesChanged() {
    var door = doorkeeper(capacity: 2)
    #expect(door.sessionRequested(request(), knownModels: []) == .admitted)
    door.rulesChanged(keys: KeyRing(["sk-2"]), origins: OriginPolicy(allowed: ["*"]), capacity: 1)
    #expect(door.gate.openSessions == 1)
    #expect(door.sessionRequested(request(), knownModels: []) == .refused(.full(retryAfterSeconds: 5)))
    #expect(door.sessionEnded() == false)
    #expect(door.sessionRequested(request(), knownModels: []) == .refused(.wrongKey))
    let page = request(keys: ["sk-2"], origin: "https://anywhere.example")
    #expect(door.sessionRequested(page, knownModels: []) == .admitted)
  }

  @Test("Where no key is asked for, none and any is right")
  func anonymous() {
    var door = doorkeeper(capacity: 2, anonymous: true)
    #expect(door.sessionRequested(request(keys: []), knownModels: []) == .admitted)
    #expect(door.sessionRequested(request(keys: ["whatever"]), knownModels: []) == .admitted)
  }
}
