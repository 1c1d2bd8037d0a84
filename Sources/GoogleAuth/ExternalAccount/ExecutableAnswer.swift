internal import FoundationEssentials

/// What an executable source prints or keeps in its output file, for example
/// `{"version":1,"success":true,"token_type":"urn:…:jwt","id_token":"…","expiration_time":1700003600}` or
/// `{"version":1,"success":false,"code":"401","message":"not logged in"}`.
struct ExecutableAnswer: Decodable {
  var version: Int
  var success: Bool
  var tokenType: String?
  var idToken: Secret?
  var samlResponse: Secret?
  /// Seconds since 1970.
  var expirationTime: Double?
  var code: String?
  var message: String?

  enum CodingKeys: String, CodingKey {
    case version
    case success
    case tokenType = "token_type"
    case idToken = "id_token"
    case samlResponse = "saml_response"
    case expirationTime = "expiration_time"
    case code
    case message
  }

  enum Reading: Equatable {
    case token(Secret)
    case expired
    case refused(code: String, message: String)
    /// Why the answer breaks the protocol.
    case malformed(String)
  }

  /// - Parameter now: seconds since 1970.
  static func read(_ content: Data, now: Int) -> Reading {
    if content.isEmpty { return .malformed("is empty") }
    guard let answer = try? JSONDecoder().decode(ExecutableAnswer.self, from: content) else {
      return .malformed("is not JSON with `version` and `success`")
    }
    return answer.reading(now: now)
  }

  private func reading(now: Int) -> Reading {
    if version > 1 { return .malformed("has version \(version); only version 1 is known") }
    guard success else {
      guard let code, let message else { return .malformed("reports a failure without `code` and `message`") }
      return .refused(code: PeerText.clean(code), message: PeerText.clean(message))
    }
    if let expirationTime, expirationTime < Double(now) { return .expired }
    let token: Secret?
    switch tokenType {
    case "urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token": token = idToken
    case "urn:ietf:params:oauth:token-type:saml2": token = samlResponse
    case .some, nil: return .malformed("has no known `token_type`")
    }
    return token.map(Reading.token) ?? .malformed("has no token of its `token_type`")
  }
}
