internal import Admission

extension Refusal {
  /// A realtime path without a WebSocket handshake.
  static let upgradeRequired = Refusal(
    status: 426, code: "upgrade_required",
    message: "This address speaks WebSocket. Connect with a realtime client (ws:// or wss://, ?model=NAME); if you "
      + "did, a proxy in between has removed the headers Upgrade and Connection.")

  static func methodNotAllowed(_ method: String, use allowed: String) -> Refusal {
    Refusal(
      status: 405, code: "method_not_allowed",
      message: "The method \(method.prefix(20)) is not allowed here. Use \(allowed).")
  }

  static let bodyTooLarge = Refusal(
    status: 413, code: "request_too_large", message: "The body of the request is too large: 256 KiB is the most.")

  static let internalError = Refusal(
    status: 500, type: "server_error", code: "internal_error",
    message: "The gateway failed to answer. Its log says why.")
}
