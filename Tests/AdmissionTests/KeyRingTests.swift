import Testing

@testable import Admission

struct KeyRingTests {
  @Test("Each of several keys opens the door")
  func several() {
    let ring = KeyRing(["sk-one", "sk-two"])
    #expect(ring.admits("sk-one"))
    #expect(ring.admits("sk-two"))
    #expect(ring.admits(Array("sk-two".utf8)))
  }

  @Test(
    "Anything else does not",
    arguments: ["", "sk-on", "sk-one ", "sk-onf", "SK-ONE", "sk-onesk-one", "sk-onesk-on", "one", "sk-one\0"])
  func wrong(key: String) {
    #expect(!KeyRing(["sk-one"]).admits(key))
  }

  @Test("An empty key in the ring opens nothing")
  func empty() {
    let ring = KeyRing(["", "sk-one"])
    #expect(!ring.admits(""))
    #expect(!KeyRing([]).admits("sk-one"))
    #expect(!KeyRing([""]).admits(""))
  }

  @Test("A key longer than any can be is refused, even if it is in the ring")
  func endless() {
    let long = String(repeating: "a", count: KeyRing.longestKey + 1)
    #expect(!KeyRing([long]).admits(long))
    #expect(KeyRing([String(long.dropLast())]).admits(String(long.dropLast())))
  }
}
