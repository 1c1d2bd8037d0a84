import Testing

@testable import Admission

struct BurdenTests {
  private func gate(memoryBytes: Int? = nil, lagMs: Int = 20, busyPercent: Int = 100) -> SessionGate {
    SessionGate(
      capacity: 5, burden: Burden.Limits(memoryBytes: memoryBytes, lagMs: lagMs, busyPercent: busyPercent),
      retryAfterSeconds: 7)
  }

  @Test("Loops without time to spare keep clients out before they are late, until they have enough again")
  func busy() {
    var gate = gate(busyPercent: 85)
    for busy in [100, 100, 60, 60, 100] {
      #expect(gate.decision == .admitted)
      gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: busy)
    }
    #expect(gate.decision == .admitted, "84 % in the last second")
    gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 110)
    #expect(gate.decision == .overloaded(.load, retryAfterSeconds: 7))
    gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 80)
    #expect(gate.decision == .overloaded(.load, retryAfterSeconds: 7), "82 %: less, and not enough")
    for _ in 0..<26 {
      gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 70)
      #expect(gate.decision == .overloaded(.load, retryAfterSeconds: 7), "enough, and not for long")
    }
    gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 70)
    #expect(gate.decision == .admitted)
  }

  @Test("Those that have come since the last measurement count with what the others take")
  func newcomers() {
    var gate = SessionGate(capacity: 1_000, burden: Burden.Limits(memoryBytes: nil, lagMs: 20, busyPercent: 75))
    for _ in 0..<100 { #expect(gate.sessionRequested() == .admitted) }
    for _ in 0..<5 { gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 60) }
    var begun = 0
    while gate.sessionRequested() == .admitted { begun += 1 }
    #expect(begun == 26, "the gate closes behind the one with whom it would be more than 75 %")
    for _ in 0..<5 { gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 70) }
    #expect(gate.decision == .admitted, "now they are measured")
    _ = gate.sessionEnded()
    #expect(gate.decision == .admitted, "fewer than there were take no more")
  }

  @Test("What a few sessions take at their beginning keeps no others out")
  func firstOnes() {
    var gate = SessionGate(capacity: 1_000, burden: Burden.Limits(memoryBytes: nil, lagMs: 20, busyPercent: 75))
    _ = gate.sessionRequested()
    for busy in [0, 0, 0, 0, 100] { gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: busy) }
    for _ in 0..<50 { #expect(gate.sessionRequested() == .admitted) }
  }

  @Test("Where loops may work all the time, that alone keeps nobody out")
  func alwaysBusy() {
    var gate = gate(busyPercent: 100)
    for _ in 0..<5 { gate.measured(memoryBytes: nil, lagMs: 1, busyPercent: 100) }
    #expect(gate.decision == .admitted)
  }

  @Test("Loops that are late again and again keep clients out, until they are in time again")
  func late() {
    var gate = gate()
    for lag in [30, 30, 30, 30] {
      gate.measured(memoryBytes: nil, lagMs: lag)
      #expect(gate.decision == .admitted)
    }
    gate.measured(memoryBytes: nil, lagMs: 30)
    #expect(gate.sessionRequested() == .overloaded(.lag, retryAfterSeconds: 7))
    #expect(gate.openSessions == 0)
    for _ in 0..<3 { gate.measured(memoryBytes: nil, lagMs: 2) }
    #expect(gate.sessionRequested() == .admitted)
  }

  @Test("One long step of a loop keeps nobody out")
  func oneStep() {
    var gate = gate()
    for lag in [1, 900, 1, 1, 900, 1, 1] { gate.measured(memoryBytes: nil, lagMs: lag) }
    #expect(gate.decision == .admitted)
  }

  @Test("Memory above its limit keeps clients out at once")
  func memory() {
    var gate = gate(memoryBytes: 1_000)
    gate.measured(memoryBytes: 1_001, lagMs: 0)
    #expect(gate.decision == .overloaded(.memory, retryAfterSeconds: 7))
    gate.measured(memoryBytes: 1_000, lagMs: 0)
    #expect(gate.decision == .admitted)
  }

  @Test("A limit that is changed holds for what is measured already")
  func changed() {
    var gate = gate(memoryBytes: 1_000)
    gate.measured(memoryBytes: 2_000, lagMs: 0)
    gate.capacityChanged(to: 5, burden: Burden.Limits(memoryBytes: 4_000, lagMs: 20))
    #expect(gate.decision == .admitted)
  }

  @Test("A full gateway says so, whatever else there is")
  func full() {
    var gate = SessionGate(capacity: 0, burden: Burden.Limits(memoryBytes: 1, lagMs: 20), retryAfterSeconds: 7)
    gate.measured(memoryBytes: 2, lagMs: 0)
    #expect(gate.decision == .full(retryAfterSeconds: 7))
  }

  @Test("The refusal says what to do, and when")
  func refusal() {
    let refusal = Refusal.overloaded(.memory, retryAfterSeconds: 7)
    #expect(refusal.status == 503)
    #expect(refusal.code == "server_overloaded")
    #expect(refusal.retryAfterSeconds == 7)
    #expect(refusal.message.contains("memory"))
  }
}
