import NIOHTTP1
import WebSocket

extension GoogleHTTPError {
  /// As the answer to an upgrade request.
  var answer: HTTPRefusal {
    HTTPRefusal(
      HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(headers.sorted { $0.key < $1.key }), json: body)
  }
}
