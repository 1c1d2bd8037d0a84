internal import Conversation
internal import NIOCore
internal import WebSocket

/// One side of a call: hands what its WebSocket says to the relay, with the side's name on it.
final class RelaySocket: WebSocketDelegate {
  private let side: Side
  /// Nil: the client has left for another connection, and nobody listens to this one.
  private var relay: Relay?

  init(_ side: Side, of relay: Relay) {
    self.side = side
    self.relay = relay
  }

  func leaveCall() { relay = nil }

  func webSocketReceived(text: ByteBuffer) { relay?.received(text, from: side) }

  /// Gemini sends its JSON in binary frames; a client that does is read all the same.
  func webSocketReceived(binary: ByteBuffer) { relay?.received(binary, from: side) }

  func webSocketReadEnded() { relay?.readEnded() }

  func webSocketWritabilityChanged(_ isWritable: Bool) { relay?.writabilityChanged(of: side, isWritable: isWritable) }

  func webSocketShouldQuiesce() { relay?.draining() }

  func webSocketIsCutOff() { relay?.cutOff() }

  func webSocketFoundViolation(_ code: CloseCode, reason: String) {
    switch side {
    case .client: relay?.clientBrokeRule(code, reason: reason)
    case .upstream, .aside: break
    }
  }

  func webSocketClosed(_ report: CloseReport) {
    switch side {
    case .client: relay?.clientClosed(report)
    case .upstream: relay?.upstreamClosed(report, socket: self)
    case .aside(let id): relay?.asideClosed(report, of: id, listener: self)
    }
  }
}
