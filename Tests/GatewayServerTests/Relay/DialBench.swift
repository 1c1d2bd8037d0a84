import Conversation
import Logging
import NIOCore
import NIOEmbedded
import Testing
import WebSocket

@testable import GatewayServer

/// A call that dials on a clock of its own, at deployments that do what the test says: three attempts, two seconds of
/// patience, a place for one call at each.
final class DialBench {
  private let loop = EmbeddedEventLoop()
  private let retries = RetryPurse()
  private let loads = DeploymentLoads(cooldown: .seconds(300))
  private let entries: [String: ModelDeployment]
  private var call: CallDeployments?
  private var dial: UpstreamDial?
  /// The first first.
  private(set) var attempts: [FakeAttempt] = []
  private(set) var outcome: UpstreamDial.Outcome?

  /// - Parameter ids: of the deployments; the call is at the first.
  init(_ ids: String...) throws {
    let all = ids.map { ModelDeployment(id: $0, provider: .simulator, model: $0, maxSessions: 1) }
    entries = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    let diallers = try all.map { try FakeDialler($0) { [unowned self] in attempts.append($0) } }
    guard let seat = loads.take(among: [all[0]]) else { return }
    let log = CallLog(Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), metrics: GatewayMetrics())
    call = CallDeployments(
      all, own: UpstreamWay(deployment: all[0], dialler: diallers[0]), seat: seat, loads: loads,
      terms: DialTerms(attempts: 3, patience: .seconds(2), retries: retries), log: log,
      makeDialler: { (deployment) throws(Fault) in
        diallers.first { $0.deployment == deployment.id } ?? diallers[0]
      })
  }

  func dials(to destination: Destination = .same) {
    dial = call?.dial(
      to: destination, on: loop, delegate: Silent(), canServe: { _ in true },
      completion: { [unowned self] in outcome = $0 })
  }

  func attempt(_ number: Int) throws -> FakeAttempt {
    try #require(attempts.indices.contains(number) ? attempts[number] : nil)
  }

  /// An attempt at each of these, in this order, and no more.
  var tried: [String] { attempts.map(\.deployment) }

  var opened: OpenedWay? { if case .open(let opened) = outcome { opened } else { nil } }

  /// What the client would be told, and which deployment is blamed.
  var failure: (closure: UpstreamClosure, deployment: String?)? {
    if case .failed(let failure, let deployment) = outcome { (failure.closure, deployment?.id) } else { nil }
  }

  func hasRoom(_ id: String) -> Bool { loads.hasRoom([entries[id]].compactMap(\.self)) }

  func isSound(_ id: String) -> Bool { entries[id].map { loads.isSound($0) } ?? false }

  func wait(_ time: TimeAmount) { loop.advanceTime(by: time) }

  func cancels() { dial?.cancel() }

  /// Other calls have used up what may be tried again.
  func spendRetries() { while retries.takeRetry(at: loop.now) {} }

  private final class Silent: WebSocketDelegate {
    func webSocketReceived(text: ByteBuffer) {}
    func webSocketReceived(binary: ByteBuffer) {}
    func webSocketWritabilityChanged(_ isWritable: Bool) {}
    func webSocketShouldQuiesce() {}
    func webSocketClosed(_ report: CloseReport) {}
  }
}
