import Conversation
import NIOCore
import WebSocket

@testable import GatewayServer

/// An attempt that waits until a test says what becomes of it.
final class FakeAttempt: DialAttempt {
  let deployment: String
  private let eventLoop: any EventLoop
  private let completion: (Result<WebSocketHandler, DialFailure>) -> Void
  private(set) var isCancelled = false
  let isPrewarmed = false

  init(
    at deployment: String, on eventLoop: any EventLoop,
    completion: @escaping (Result<WebSocketHandler, DialFailure>) -> Void
  ) {
    self.deployment = deployment
    self.eventLoop = eventLoop
    self.completion = completion
  }

  func cancel() { isCancelled = true }

  func opens() { completion(.success(WebSocketHandler(role: .client, configuration: .client, eventLoop: eventLoop))) }

  func fails(_ verdict: UpstreamClosure.Verdict, mayPass: Bool) {
    let fault = Fault(.server, code: "server_error", "\(deployment): \(verdict)")
    completion(
      .failure(
        DialFailure(closure: UpstreamClosure(verdict, fault), detail: "\(deployment): \(verdict)", mayPass: mayPass)))
  }
}
