import Admission
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import WebSocket

@testable import GatewayServer

@Suite("A session's place")
struct SessionPlaceTests {
  private func registry() -> SessionRegistry {
    SessionRegistry(
      Doorkeeper(keys: KeyRing([], allowsAnonymous: true), origins: OriginPolicy(), gate: SessionGate(capacity: 1)),
      metrics: GatewayMetrics())
  }

  private func admit(_ registry: SessionRegistry) -> Doorkeeper.Verdict {
    registry.sessionRequested(
      Doorkeeper.Request(credential: .keys([]), model: .known, origin: nil, host: nil), knownModels: [])
  }

  @Test("A session counts once, until its last connection and its call have left")
  func countsOnce() throws {
    let registry = registry()
    #expect(admit(registry) == .admitted)
    let (first, second) = (EmbeddedChannel(), EmbeddedChannel())
    let place = registry.sessionOpened(on: first)
    #expect(place.held())
    try first.close().wait()
    first.embeddedEventLoop.run()
    #expect(registry.openSessions == 1)
    #expect(registry.sessionReattached(on: second, place))
    #expect(registry.openSessions == 1)
    place.left()
    #expect(registry.openSessions == 1)
    try second.close().wait()
    second.embeddedEventLoop.run()
    #expect(registry.openSessions == 0)
    #expect(!registry.sessionReattached(on: EmbeddedChannel(), place))
  }

  @Test("A call whose client is away learns that the process ends, also when it goes away after that")
  func draining() {
    let registry = registry()
    #expect(admit(registry) == .admitted)
    let place = registry.sessionOpened(on: EmbeddedChannel())
    let told = Atomic<Int>(0)
    place.clientWent { told.add(1, ordering: .relaxed) }
    place.clientCameBack()
    registry.beginDraining(within: .seconds(1))
    #expect(told.load(ordering: .relaxed) == 0)
    place.clientWent { told.add(1, ordering: .relaxed) }
    #expect(told.load(ordering: .relaxed) == 1)
  }

  @Test(
    "A connection that broke is a loss, a close that somebody meant is not",
    arguments: [
      (CloseReport.endOfStream, true), (.connectionLost("reset"), true), (.unresponsive, true),
      (.closedByPeer(.goingAway, reason: ""), true), (.closedByPeer(.internalError, reason: ""), true),
      (.closedByPeer(.normal, reason: ""), false), (.closedByPeer(nil, reason: ""), false),
      (.closedByPeer(CloseCode(4_000), reason: ""), false), (.failedByPeer(.protocolError, reason: ""), false),
      (.closedByUs(.goingAway, reason: "", answered: false), false), (.aborted, false),
    ])
  func loss(report: CloseReport, isLoss: Bool) { #expect(report.isLoss == isLoss) }
}
