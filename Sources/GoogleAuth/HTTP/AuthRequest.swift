internal import FoundationEssentials

/// One request for a token or a value, and the secrets in it that no error may repeat.
struct AuthRequest: Sendable {
  enum Method: Sendable { case get, post, put }

  var method: Method
  var url: String
  var headers: [(name: String, value: String)] = []
  var body: String?
  var secrets: [Secret] = []

  /// Without port; empty if the URL has none.
  var host: String { URLComponents(string: url)?.host ?? "" }

  static func get(_ url: String, headers: [(name: String, value: String)] = [], secrets: [Secret] = []) -> Self {
    AuthRequest(method: .get, url: url, headers: headers, secrets: secrets)
  }

  /// A form; empty fields are left out.
  static func form(_ url: EndpointURL, _ fields: [(name: String, value: String)], secrets: [Secret]) -> Self {
    AuthRequest(
      method: .post, url: url.text, headers: [("Content-Type", "application/x-www-form-urlencoded")],
      body: PercentEncoding.form(fields), secrets: secrets)
  }

  /// HTTP Basic, for token services that know us as an OAuth client.
  func authenticated(client id: String, secret: Secret) -> Self {
    var request = self
    let pair = Data("\(id):\(secret.exposed)".utf8).base64EncodedString()
    request.headers.append(("Authorization", "Basic \(pair)"))
    request.secrets += [secret, Secret(pair)]
    return request
  }

  func authenticated(_ token: AccessToken) -> Self {
    var request = self
    request.headers.append(("Authorization", "Bearer \(token.value.exposed)"))
    request.secrets.append(token.value)
    return request
  }
}

/// What came back.
struct AuthAnswer: Sendable {
  var status: Int
  /// The header `Metadata-Flavor`, by which a metadata server shows that it is one.
  var flavor: String?
  var body: Data

  var text: String? { String(data: body, encoding: .utf8) }
}
