internal import NIOHTTP1
package import WebSocket

/// Why there is nothing to report, and what to do.
package enum LoadProblem: Error, Equatable, Sendable {
  /// Not one session could be opened; the first reason.
  case notConnected(WebSocketConnectError)
  /// The WebSocket opened, and `session.created` did not come.
  case noSession(seconds: Int64)
  /// The server ended every session; how the first one ended, and the last error it told, if any.
  case ended(CloseReport, error: String?)
  /// No audio came back.
  case noEcho(seconds: Int64)
  /// No turn was done.
  case noAnswer(seconds: Int64, error: String?)
  /// The process that should be watched is not there.
  case noProcess(Int32)
  /// The echo upstream has no port.
  case noPort(Int, String)
}

extension LoadProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notConnected(.answered(let answer)): Self.describe(answer)
    case .notConnected(let error): "\(error)"
    case .noSession(let seconds):
      "connected, but no session.created came within \(seconds) s; check that the URL is that of an OpenAI-Realtime "
        + "endpoint and names a model"
    case .ended(let report, let error):
      "the server ended every session: \(report)" + (error.map { "; it said: \($0)" } ?? "")
    case .noEcho(let seconds):
      "no audio came back within \(seconds) s. Round trips need a server that returns what it hears: start with "
        + "--echo-upstream PORT and point a model's api_base there, or load with --mode turns"
    case .noAnswer(let seconds, let error):
      "no turn was done within \(seconds) s"
        + (error.map { "; the server said: \($0)" }
          ?? "; answers that are spoken take their time: use a longer --duration, or ask for text with --first-event")
    case .noProcess(let id):
      "process \(id) cannot be watched; it has ended, belongs to somebody else, or this system has no /proc"
    case .noPort(let port, let text): "the echo upstream cannot listen on port \(port) (\(text)); choose another"
    }
  }

  private static func describe(_ answer: WebSocketConnectError.Answer) -> String {
    let hint =
      switch answer.status.code {
      case 401, 403: "; check --key"
      case 404: "; check the path and the model in --url"
      case 503: "; it is full or draining"
      default: ""
      }
    let body = String(decoding: answer.body, as: UTF8.self)
    return "\(WebSocketConnectError.answered(answer))\(hint)" + (body.isEmpty ? "" : "\n\(body)")
  }
}
