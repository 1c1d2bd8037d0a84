/// Who ended a WebSocket, and why.
package enum CloseReport: Equatable, Sendable {
  /// The peer closed first; its close frame has been answered. `nil`: the frame had no code.
  case closedByPeer(CloseCode?, reason: String)
  /// We closed. `answered` is false if the peer did not close in turn before the deadline or the end of the connection.
  case closedByUs(CloseCode, reason: String, answered: Bool)
  /// The peer broke a rule of the protocol or a limit; this code was sent.
  case failedByPeer(CloseCode, reason: String)
  /// The peer ended the TCP connection without a close frame.
  case endOfStream
  /// The connection broke; what the system said.
  case connectionLost(String)
  /// No byte came within the keep-alive timeout after a ping.
  case unresponsive
  /// `abort()` was called.
  case aborted

  /// The code an application would see: 1005 without a code, 1006 without a close frame.
  package var code: CloseCode {
    switch self {
    case .closedByPeer(let code, _): code ?? .noStatus
    case .closedByUs(let code, _, _), .failedByPeer(let code, _): code
    case .endOfStream, .connectionLost, .unresponsive, .aborted: .abnormal
    }
  }
}

extension CloseReport: CustomStringConvertible {
  package var description: String {
    switch self {
    case .closedByPeer(nil, _): "peer closed without a code"
    case .closedByPeer(.some(let code), let reason): "peer closed with \(code)" + Self.quoted(reason)
    case .closedByUs(let code, let reason, true): "closed with \(code)" + Self.quoted(reason)
    case .closedByUs(let code, let reason, false): "closed with \(code)" + Self.quoted(reason) + ", peer did not answer"
    case .failedByPeer(let code, let reason): "peer broke the protocol (\(code)): \(reason)"
    case .endOfStream: "peer ended the connection without a close frame"
    case .connectionLost(let error): "connection lost: \(error)"
    case .unresponsive: "peer did not answer a ping in time"
    case .aborted: "aborted"
    }
  }

  private static func quoted(_ reason: String) -> String { reason.isEmpty ? "" : " (\(reason))" }
}
