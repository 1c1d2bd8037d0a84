internal import Admission
internal import Conversation
internal import NIOHTTP1
internal import WebSocket

extension Refusal: Error {}

extension Refusal {
  /// A mistake in the handshake's query.
  init(_ fault: Fault) {
    self.init(status: 400, type: fault.kind.rawValue, code: fault.code, message: fault.message, param: fault.param)
  }

  /// Headers beside those of the body: when to come again, how to authenticate.
  var headers: [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    if let retryAfterSeconds { headers.append(("Retry-After", String(retryAfterSeconds))) }
    if status == 401 { headers.append(("WWW-Authenticate", "Bearer")) }
    return headers
  }

  /// The answer to a WebSocket handshake.
  var httpRefusal: HTTPRefusal {
    HTTPRefusal(
      HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(headers.map { ($0.name, $0.value) }),
      json: Array(json.utf8))
  }
}
