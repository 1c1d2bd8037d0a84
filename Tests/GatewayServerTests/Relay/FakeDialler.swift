import Dialects
import NIOCore
import WebSocket

@testable import GatewayServer

/// Dials nothing, and shows its attempts to a test.
struct FakeDialler: WayDialler {
  let route: UpstreamRoute
  let deployment: String
  let begun: (FakeAttempt) -> Void

  init(_ deployment: ModelDeployment, begun: @escaping (FakeAttempt) -> Void) throws {
    route = try deployment.route(simulator: UpstreamAddress(usesTLS: false, host: "127.0.0.1", port: 1))
    self.deployment = deployment.id
    self.begun = begun
  }

  func attempt(
    on eventLoop: any EventLoop, delegate: any WebSocketDelegate, mayTake: Bool,
    completion: @escaping (Result<WebSocketHandler, DialFailure>) -> Void
  ) -> any DialAttempt {
    let attempt = FakeAttempt(at: deployment, on: eventLoop, completion: completion)
    begun(attempt)
    return attempt
  }
}
