internal import Admission

extension Refusal {
  /// A realtime path without a WebSocket handshake.
  static let upgradeRequired = Refusal(
    status: 426, code: "upgrade_required",
    message: "This address speaks WebSocket. Connect with a realtime client (ws:// or wss://, ?model=NAME); if you "
      + "did, a proxy in between has removed the headers Upgrade and Connection.")

  static func methodNotAllowed(_ method: String) -> Refusal {
    Refusal(
      status: 405, code: "method_not_allowed",
      message: "The method \(method.prefix(20)) is not allowed here. Use GET.")
  }

  static let bodyTooLarge = Refusal(
    status: 413, code: "request_too_large", message: "The body of the request is too large: no route here reads one.")

  static let internalError = Refusal(
    status: 500, type: "server_error", code: "internal_error",
    message: "The gateway failed to answer. Its log says why.")
}
