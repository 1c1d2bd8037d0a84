internal import Admission
internal import ByteJSON
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
  /// An object.
  static func json(
    _ status: HTTPResponse.Status = .ok, _ members: (inout JSONWriter) -> Void
  ) -> Response {
    var writer = JSONWriter()
    writer.object(members)
    return json(status, writer.bytes)
  }

  /// A string.
  static func json(_ text: String) -> Response {
    var writer = JSONWriter()
    writer.value(text)
    return json(.ok, writer.bytes)
  }

  /// JSON that is written already.
  static func json(_ bytes: [UInt8]) -> Response { json(.ok, bytes) }

  /// OpenAI's error body.
  static func refusal(_ refusal: Refusal) -> Response {
    var response = json(HTTPResponse.Status(code: refusal.status), Array(refusal.json.utf8))
    for (name, value) in refusal.headers {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return response
  }

  private static func json(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
    Response(
      status: status,
      headers: [
        .contentType: "application/json", .contentLength: String(bytes.count), .cacheControl: "no-store",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
