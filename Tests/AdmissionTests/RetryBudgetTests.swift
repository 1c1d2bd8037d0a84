import Testing

@testable import Admission

@Suite("Retry budget")
struct RetryBudgetTests {
  private func taken(_ budget: inout RetryBudget, of tries: Int, at now: Int) -> Int {
    (0..<tries).count { _ in budget.takeRetry(at: now) }
  }

  @Test("After a quiet time the reserve may be spent at once, and no more")
  func reserve() {
    var budget = RetryBudget()
    #expect(taken(&budget, of: 1_000, at: 0) == RetryBudget.reserve)
  }

  @Test("One comes back each second, however often it is asked for")
  func time() {
    var budget = RetryBudget()
    _ = taken(&budget, of: 1_000, at: 0)
    var got = 0
    for now in stride(from: 0, through: 10_000, by: 50) where budget.takeRetry(at: now) { got += 1 }
    #expect(got == 10)
  }

  @Test("Five first attempts earn one second attempt")
  func earned() {
    var budget = RetryBudget()
    _ = taken(&budget, of: 1_000, at: 0)
    for _ in 0..<100 { budget.attempted() }
    #expect(taken(&budget, of: 1_000, at: 0) == 20)
  }
}
