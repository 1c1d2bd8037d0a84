import SeededRandom
import Testing

@testable import WebSocket

struct CloseHandshakeTests {
  private typealias Frame = CloseHandshake.CloseFrame

  @Test("A server answers the peer's close with the same code, closes, and reports at once")
  func peerClosesServer() {
    var machine = CloseHandshake(role: .server)
    #expect(
      machine.closeReceived(.goingAway, reason: "bye")
        == .init(
          frame: Frame(code: .goingAway, reason: ""), ending: .close, report: .closedByPeer(.goingAway, reason: "bye")))
    #expect(machine.connectionEnded(error: nil) == .nothing)
  }

  @Test("A client answers the peer's close and lets the server end the connection, within the deadline")
  func peerClosesClient() {
    var machine = CloseHandshake(role: .client)
    #expect(
      machine.closeReceived(nil, reason: "")
        == .init(frame: Frame(code: nil, reason: ""), ending: .awaitPeer, report: .closedByPeer(nil, reason: "")))
    #expect(machine.deadlinePassed() == .init(ending: .hardClose))
    #expect(machine.connectionEnded(error: nil) == .nothing)
  }

  @Test("Our close is reported when the peer has answered")
  func weClose() {
    var machine = CloseHandshake(role: .server)
    #expect(
      machine.closeRequested(.normal, reason: "done")
        == .init(frame: Frame(code: .normal, reason: "done"), ending: .awaitPeer))
    #expect(!machine.isOpen && machine.isListening)
    #expect(machine.closeRequested(.goingAway, reason: "again") == .nothing)
    #expect(
      machine.closeReceived(.normal, reason: "")
        == .init(ending: .close, report: .closedByUs(.normal, reason: "done", answered: true)))
    #expect(!machine.isListening)
  }

  @Test("Our close without an answer ends at the deadline, or with the connection")
  func noAnswer() {
    var machine = CloseHandshake(role: .client)
    _ = machine.closeRequested(.normal, reason: "")
    var other = machine
    let report = CloseReport.closedByUs(.normal, reason: "", answered: false)
    #expect(machine.deadlinePassed() == .init(ending: .hardClose, report: report))
    #expect(other.connectionEnded(error: "reset") == .init(report: report))
  }

  @Test("A violation is answered with its code, then the sending side is closed")
  func violation() {
    var machine = CloseHandshake(role: .server)
    #expect(
      machine.violationFound(.messageTooBig, reason: "too long")
        == .init(
          frame: Frame(code: .messageTooBig, reason: "too long"), ending: .halfClose,
          report: .failedByPeer(.messageTooBig, reason: "too long")))
    #expect(machine.abortRequested() == .init(ending: .hardClose))
  }

  @Test("The end of the connection is an end of stream, or what broke it")
  func connectionEnds() {
    var machine = CloseHandshake(role: .server)
    var broken = machine
    #expect(machine.connectionEnded(error: nil) == .init(report: .endOfStream))
    #expect(broken.connectionEnded(error: "reset") == .init(report: .connectionLost("reset")))
    #expect(broken.connectionEnded(error: nil) == .nothing)
  }

  @Test("Whatever happens in whatever order, there is exactly one report, and none after the connection has ended")
  func oneReport() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<20_000 {
      var machine = CloseHandshake(role: Bool.random(using: &random) ? .server : .client)
      var reports = 0
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let reaction =
          switch Int.random(in: 0...5, using: &random) {
          case 0: machine.closeRequested(.normal, reason: "")
          case 1: machine.closeReceived(.normal, reason: "")
          case 2: machine.violationFound(.protocolError, reason: "x")
          case 3: machine.deadlinePassed()
          case 4: machine.peerFellSilent()
          default: machine.abortRequested()
          }
        if reaction.report != nil { reports += 1 }
      }
      if machine.connectionEnded(error: nil).report != nil { reports += 1 }
      #expect(reports == 1)
      #expect(machine.abortRequested() == .nothing)
      #expect(machine.closeReceived(nil, reason: "") == .nothing)
    }
  }
}
