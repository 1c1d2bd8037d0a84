import Testing

@testable import Admission

struct SessionGateTests {
  @Test("Sessions are admitted up to the capacity, and again when one has ended")
  func capacity() {
    var gate = SessionGate(capacity: 2, retryAfterSeconds: 7)
    #expect(gate.sessionRequested() == .admitted)
    #expect(gate.sessionRequested() == .admitted)
    #expect(gate.sessionRequested() == .full(retryAfterSeconds: 7))
    #expect(gate.openSessions == 2)
    #expect(gate.sessionEnded() == false)
    #expect(gate.sessionRequested() == .admitted)
  }

  @Test("A gate that drains admits nobody, and says when the last session has ended")
  func draining() {
    var gate = SessionGate(capacity: 5)
    _ = gate.sessionRequested()
    _ = gate.sessionRequested()
    #expect(gate.drainingBegan() == false)
    #expect(gate.sessionRequested() == .draining)
    #expect(gate.sessionEnded() == false)
    #expect(gate.sessionEnded() == true)
    #expect(gate.openSessions == 0)
  }

  @Test("An empty gate can end at once")
  func empty() {
    var gate = SessionGate(capacity: 5)
    #expect(gate.drainingBegan() == true)
  }

  @Test("An end too many does not make room for more than the capacity")
  func surplus() {
    var gate = SessionGate(capacity: 1)
    _ = gate.sessionEnded()
    #expect(gate.sessionRequested() == .admitted)
    #expect(gate.sessionRequested() == .full(retryAfterSeconds: 5))
  }
}
