import Testing

@testable import Admission

@Suite("Cooldown")
struct CooldownTests {
  private func failing(_ cooldown: inout Cooldown, chance: Double = 0, at now: Int) {
    cooldown.failed(base: 1_000, longest: 60_000, chance: chance, at: now)
  }

  @Test("Each failure in a row doubles the wait, up to the longest")
  func doubles() {
    var cooldown = Cooldown()
    #expect(cooldown.isOver(at: 0))
    var now = 0
    for wait in [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000] {
      failing(&cooldown, at: now)
      #expect(!cooldown.isOver(at: now + wait - 1))
      #expect(cooldown.isOver(at: now + wait))
      now += wait
    }
  }

  @Test("Many calls that fail at once are one failure")
  func together() {
    var cooldown = Cooldown()
    for _ in 0..<100 { failing(&cooldown, at: 5) }
    #expect(cooldown.isOver(at: 1_005))
  }

  @Test("Chance shortens a wait by a quarter at most")
  func jitter() {
    var cooldown = Cooldown()
    failing(&cooldown, chance: 1, at: 0)
    #expect(!cooldown.isOver(at: 749))
    #expect(cooldown.isOver(at: 750))
  }

  @Test("A success makes everything good")
  func success() {
    var cooldown = Cooldown()
    failing(&cooldown, at: 0)
    failing(&cooldown, at: 1_000)
    cooldown.succeeded()
    #expect(cooldown == Cooldown())
  }

  @Test("A thousand failures overflow nothing")
  func many() {
    var cooldown = Cooldown()
    for number in 0..<1_000 { failing(&cooldown, at: number * 60_000) }
    #expect(!cooldown.isOver(at: 999 * 60_000 + 59_999))
  }
}
