internal import Crypto
internal import FoundationEssentials

/// Access keys of an AWS role or user.
struct AWSKeys: Sendable, Equatable {
  var accessKeyID: String
  var secretAccessKey: Secret
  var sessionToken: Secret?
}

/// AWS Signature Version 4 of a POST without a body.
struct AWSSignature: Sendable {
  /// Without port, as in google-auth.
  private let host: String
  private let path: String
  private let query: String
  private let region: String

  /// Nil if `url` is none.
  init?(url: String, region: String) {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else { return nil }
    self.host = host
    self.region = region
    path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    query = Self.canonical(parts.queryItems ?? [])
  }

  /// The headers that go with the request, `Authorization` among them, in the order of their names.
  ///
  /// - Parameter date: goes into `x-amz-date` and the signature.
  func headers(for keys: AWSKeys, at date: Date) -> [(name: String, value: String)] {
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    let time = date.formatted(style)
    let day = String(time.prefix(8))
    var headers = [(name: "host", value: host), (name: "x-amz-date", value: time)]
    if let token = keys.sessionToken { headers.append(("x-amz-security-token", token.exposed)) }
    let names = headers.map(\.name).joined(separator: ";")
    let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
    let request = ["POST", path, query, lines, names, Self.hash("")].joined(separator: "\n")
    let scope = "\(day)/\(region)/\(service)/aws4_request"
    let text = ["AWS4-HMAC-SHA256", time, scope, Self.hash(request)].joined(separator: "\n")

    var key = Data("AWS4\(keys.secretAccessKey.exposed)".utf8)
    for part in [day, region, service, "aws4_request"] { key = Self.code(part, key: key) }
    let signature = Self.hex(Self.code(text, key: key))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(keys.accessKeyID)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
    return [("Authorization", authorization)] + headers
  }

  /// `sts.us-east-2.amazonaws.com` and `sts-fips.us-east-2.amazonaws.com` are both `sts`.
  private var service: String {
    let first = String(host.prefix { $0 != "." })
    return first.hasSuffix("-fips") ? String(first.dropLast(5)) : first
  }

  private static func canonical(_ items: [URLQueryItem]) -> String {
    items.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value ?? "")) }
      .sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  private static func hash(_ text: String) -> String { hex(SHA256.hash(data: Data(text.utf8))) }

  private static func code(_ text: String, key: Data) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
