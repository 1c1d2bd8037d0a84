package import NIOHTTP1

/// An HTTP answer instead of the upgrade; the connection ends after it.
package struct HTTPRefusal: Equatable, Sendable {
  package var status: HTTPResponseStatus
  /// Beside Content-Length, Content-Type and Connection, which are set from the rest.
  package var headers: HTTPHeaders
  package var contentType: String
  package var body: [UInt8]

  /// - Parameter json: The body, a JSON text.
  package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], json: [UInt8]) {
    self.status = status
    self.headers = headers
    contentType = "application/json"
    body = json
  }

  /// - Parameter text: The body; says what is wrong and what to do.
  package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], text: String) {
    self.status = status
    self.headers = headers
    contentType = "text/plain; charset=utf-8"
    body = Array((text + "\n").utf8)
  }

  /// The head of the response, complete.
  var head: HTTPResponseHead {
    var headers = headers
    headers.replaceOrAdd(name: "Content-Type", value: contentType)
    headers.replaceOrAdd(name: "Content-Length", value: String(body.count))
    headers.replaceOrAdd(name: "Connection", value: "close")
    return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }
}
