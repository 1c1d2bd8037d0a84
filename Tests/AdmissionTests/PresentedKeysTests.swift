import Testing

@testable import Admission

struct PresentedKeysTests {
  private func keys(_ authorization: [String] = [], apiKey: [String] = [], subprotocols: [String] = []) -> [String] {
    PresentedKeys.keys(authorization: authorization, apiKey: apiKey, subprotocols: subprotocols)
  }

  @Test("A bearer token is a key, however it is spelt", arguments: ["Bearer sk-1", "bearer   sk-1 ", " BEARER sk-1"])
  func bearer(value: String) {
    #expect(keys([value]) == ["sk-1"])
  }

  @Test("A client secret is known by how it begins")
  func clientSecret() {
    #expect(PresentedKeys.clientSecret(among: ["sk-1", "ek_1", "ek_2"]) == "ek_1")
    #expect(PresentedKeys.clientSecret(among: ["sk-1", "sk-ek_1"]) == nil)
    #expect(PresentedKeys.clientSecret(among: ["ek_" + String(repeating: "x", count: 5_000)]) == nil)
  }

  @Test("Other schemes are none", arguments: ["Basic c2stMQ==", "sk-1", "Bearer", "Bearer ", "Bearersk-1", ""])
  func schemes(value: String) {
    #expect(keys([value]) == [])
  }

  @Test("The api-key header is a key")
  func apiKey() {
    #expect(keys(apiKey: [" sk-1 "]) == ["sk-1"])
  }

  @Test("A browser's key hides in its subprotocols")
  func subprotocol() {
    let offered = ["realtime, openai-insecure-api-key.sk-1,openai-beta.realtime-v1"]
    #expect(keys(subprotocols: offered) == ["sk-1"])
    #expect(keys(subprotocols: ["realtime", "openai-insecure-api-key."]) == [])
  }

  @Test("Several keys come in order, without repetition, and not more than a few")
  func several() {
    let subprotocols = ["openai-insecure-api-key.c"]
    #expect(keys(["Bearer a"], apiKey: ["b", "a"], subprotocols: subprotocols) == ["a", "b", "c"])
    #expect(keys(apiKey: (0..<100).map { "k\($0)" }).count == PresentedKeys.most)
  }

  @Test("Only realtime is ever selected, never the subprotocol with the key")
  func selection() {
    #expect(PresentedKeys.selectedSubprotocol(offered: ["openai-insecure-api-key.sk-1, realtime"]) == "realtime")
    #expect(PresentedKeys.selectedSubprotocol(offered: ["openai-insecure-api-key.sk-1"]) == nil)
    #expect(PresentedKeys.selectedSubprotocol(offered: []) == nil)
  }
}
