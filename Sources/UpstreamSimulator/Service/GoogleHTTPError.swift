import ByteJSON

/// An answer to an upgrade request other than 101, in the form of Google's errors.
package struct GoogleHTTPError: Error, Equatable, Sendable {
  package var status: Int
  package var message: String
  /// Beside those that every answer has.
  package var headers: [String: String]

  package init(status: Int, message: String, headers: [String: String] = [:]) {
    self.status = status
    self.message = message
    self.headers = headers
  }

  static let notFound = GoogleHTTPError(status: 404, message: "The requested URL was not found on this server.")

  static let unauthenticated = GoogleHTTPError(
    status: 401,
    message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
      + "valid authentication credential.")

  static let invalidKey = GoogleHTTPError(status: 401, message: "API key not valid. Please pass a valid API key.")

  static let full = GoogleHTTPError(
    status: 503, message: "The service is currently unavailable.", headers: ["Retry-After": "1"])

  /// `{"error":{"code":401,"message":"…","status":"UNAUTHENTICATED"}}`
  package var body: [UInt8] {
    var writer = JSONWriter()
    writer.object { body in
      body.object("error") {
        $0.member("code", status)
        $0.member("message", message)
        $0.member("status", statusName)
      }
    }
    return writer.bytes
  }

  private var statusName: String {
    switch status {
    case 400: "INVALID_ARGUMENT"
    case 401: "UNAUTHENTICATED"
    case 403: "PERMISSION_DENIED"
    case 404: "NOT_FOUND"
    case 409: "ABORTED"
    case 429: "RESOURCE_EXHAUSTED"
    case 500: "INTERNAL"
    case 501: "UNIMPLEMENTED"
    case 503: "UNAVAILABLE"
    case 504: "DEADLINE_EXCEEDED"
    case _: "UNKNOWN"
    }
  }
}
