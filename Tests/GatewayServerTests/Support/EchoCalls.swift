import Conversation
import GatewayServer
import NIOCore
import Synchronization
import WebSocket

/// Calls without an upstream: each sends back what it hears, and keeps what it was started with.
final class EchoCalls: CallStarter {
  /// What a call does when the server drains.
  enum Manner: Sendable {
    /// Closes with 1012 at once.
    case leaves
    /// Tells the client, and goes on until the client closes.
    case stays
  }

  private let manner: Manner
  private let started = Mutex<[CallRequest]>([])
  private let loops = Mutex<[any EventLoop]>([])

  init(_ manner: Manner = .leaves) {
    self.manner = manner
  }

  var requests: [CallRequest] { started.withLock { $0 } }

  /// Where each call lives, in the order in which they began.
  var eventLoops: [any EventLoop] { loops.withLock { $0 } }

  /// Waits until as many have been started: a client reads the answer to its handshake a little before.
  func requests(_ count: Int) async throws -> [CallRequest] {
    let end = ContinuousClock.now + .seconds(10)
    while requests.count < count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    return requests
  }

  func effective(
    _ defaults: SessionDefaults, under contract: ClientContract, on deployments: [ModelDeployment]
  ) throws(Fault) -> SessionConfiguration {
    defaults.configuration(under: contract)
  }

  func startCall(
    _ request: CallRequest, client: WebSocketHandler, place: SessionPlace
  ) -> any WebSocketDelegate {
    loops.withLock { $0.append(client.eventLoop) }
    started.withLock { $0.append(request) }
    return EchoCall(client, manner)
  }
}

private final class EchoCall: WebSocketDelegate {
  private let client: WebSocketHandler
  private let manner: EchoCalls.Manner

  init(_ client: WebSocketHandler, _ manner: EchoCalls.Manner) {
    self.client = client
    self.manner = manner
    client.send(text: Array("hello".utf8))
  }

  func webSocketReceived(text: ByteBuffer) { client.send(.text, text) }
  func webSocketReceived(binary: ByteBuffer) {}
  func webSocketWritabilityChanged(_ isWritable: Bool) {}
  func webSocketClosed(_ report: CloseReport) {}

  func webSocketShouldQuiesce() {
    switch manner {
    case .leaves: client.close(.serviceRestart)
    case .stays: client.send(text: Array("draining".utf8))
    }
  }
}
