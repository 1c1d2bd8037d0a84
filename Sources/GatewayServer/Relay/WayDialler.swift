internal import Dialects
internal import NIOCore
internal import WebSocket

/// Opens sockets to one deployment: `UpstreamDialler`, or what tests put in its place.
protocol WayDialler {
  var route: UpstreamRoute { get }

  /// Dials on `eventLoop`, where `completion` is called once, and not before this returns, unless the attempt is
  /// cancelled before.
  /// - Parameter mayTake: False: the connection is to be a new one.
  func attempt(
    on eventLoop: any EventLoop, delegate: any WebSocketDelegate, mayTake: Bool,
    completion: @escaping (Result<WebSocketHandler, DialFailure>) -> Void
  ) -> any DialAttempt
}

/// One attempt in progress.
protocol DialAttempt: AnyObject {
  /// What it opened had been waiting for it.
  var isPrewarmed: Bool { get }
  func cancel()
}
