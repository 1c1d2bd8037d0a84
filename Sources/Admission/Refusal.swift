/// Why a request is not served, as an HTTP answer with OpenAI's JSON error body.
package struct Refusal: Equatable, Sendable {
  /// HTTP status: 400, 401, 403, 404 or 503.
  package var status: Int
  /// OpenAI's `error.type`.
  package var type: String
  package var code: String?
  package var message: String
  /// The request parameter at fault.
  package var param: String?
  /// The `Retry-After` header.
  package var retryAfterSeconds: Int?

  package init(
    status: Int, type: String = "invalid_request_error", code: String?, message: String, param: String? = nil,
    retryAfterSeconds: Int? = nil
  ) {
    self.status = status
    self.type = type
    self.code = code
    self.message = message
    self.param = param
    self.retryAfterSeconds = retryAfterSeconds
  }

  package static let missingKey = Refusal(
    status: 401, code: nil,
    message: "You didn't provide an API key. Send it as \"Authorization: Bearer YOUR_KEY\", as the header \"api-key\", "
      + "or from a browser as the subprotocol \"openai-insecure-api-key.YOUR_KEY\".")

  package static let wrongKey = Refusal(
    status: 401, code: "invalid_api_key",
    message: "Incorrect API key provided. Ask the owner of this gateway for a key.")

  package static let originNotAllowed = Refusal(
    status: 403, code: "origin_not_allowed",
    message: "Web pages of this origin may not connect. Add the origin to parley.allowed_origins in the gateway's "
      + "configuration.")

  package static func full(retryAfterSeconds: Int) -> Refusal {
    Refusal(
      status: 503, type: "server_error", code: "server_full",
      message: "All sessions of this gateway are taken. Try again in \(retryAfterSeconds) seconds.",
      retryAfterSeconds: retryAfterSeconds)
  }

  /// The model's own entries are full, the gateway is not.
  package static func modelFull(_ model: String, retryAfterSeconds: Int) -> Refusal {
    Refusal(
      status: 503, type: "server_error", code: "server_full",
      message: "All sessions of the model '\(model)' are taken (max_sessions of its entries and their stand-ins). "
        + "Try again in \(retryAfterSeconds) seconds.",
      retryAfterSeconds: retryAfterSeconds)
  }

  package static func overloaded(_ excess: Burden.Excess, retryAfterSeconds: Int) -> Refusal {
    let what =
      switch excess {
      case .memory: "uses as much memory as it may"
      case .lag, .load: "has as much to do as it can do in time"
      }
    return Refusal(
      status: 503, type: "server_error", code: "server_overloaded",
      message: "This gateway \(what) and takes no new sessions. Try again in \(retryAfterSeconds) seconds.",
      retryAfterSeconds: retryAfterSeconds)
  }

  package static let draining = Refusal(
    status: 503, type: "server_error", code: "server_draining",
    message: "This gateway is shutting down and takes no new sessions. Connect again: another instance may answer.",
    retryAfterSeconds: 1)

  /// - Parameter known: the names that are served, as configured.
  package static func missingModel(known: [String]) -> Refusal {
    Refusal(
      status: 400, code: "missing_required_parameter",
      message: "You must provide a model parameter, such as ?model=NAME. \(listing(known))", param: "model")
  }

  package static func unknownModel(_ name: String, known: [String]) -> Refusal {
    let shown = name.count > 100 ? name.prefix(100) + "…" : Substring(name)
    return Refusal(
      status: 404, code: "model_not_found", message: "The model '\(shown)' does not exist. \(listing(known))",
      param: "model")
  }

  package static func unknownPath(_ path: String) -> Refusal {
    Refusal(
      status: 404, code: "unknown_url",
      message: "Unknown request URL: \(path.prefix(200)). Realtime sessions are at /realtime and /v1/realtime.")
  }

  /// The request is no WebSocket upgrade, or a broken one.
  package static func badRequest(_ message: String) -> Refusal {
    Refusal(status: 400, code: "bad_request", message: message)
  }

  private static func listing(_ known: [String]) -> String {
    guard !known.isEmpty else { return "This gateway serves no models." }
    let more = known.count > 50 ? " and \(known.count - 50) more" : ""
    return "Models of this gateway: \(known.prefix(50).joined(separator: ", "))\(more)."
  }
}
