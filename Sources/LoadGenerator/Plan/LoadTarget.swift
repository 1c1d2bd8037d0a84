package import WebSocket

/// The server under load, and how one comes in.
package struct LoadTarget: Sendable {
  package var request: WebSocketConnector.Request
  /// For the dial with all its steps.
  package var connector: WebSocketConnector

  package init(_ request: WebSocketConnector.Request, connector: WebSocketConnector) {
    self.request = request
    self.connector = connector
    // Pings would be work that nobody asked for.
    self.connector.configuration.keepAlive = nil
  }
}
