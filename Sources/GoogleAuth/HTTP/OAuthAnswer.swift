internal import FoundationEssentials

/// A token endpoint's 200, for example `{"access_token":"…","expires_in":3599,"token_type":"Bearer"}`.
struct OAuthAnswer: Decodable {
  var accessToken: Secret?
  /// Seconds. STS sends a text at times; absent means an hour.
  var expiresIn: Int?
  /// A new refresh token, which replaces the old.
  var refreshToken: Secret?
  var idToken: Secret?

  private enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case expiresIn = "expires_in"
    case refreshToken = "refresh_token"
    case idToken = "id_token"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try fields.decodeIfPresent(Secret.self, forKey: .accessToken)
    refreshToken = try fields.decodeIfPresent(Secret.self, forKey: .refreshToken)
    idToken = try fields.decodeIfPresent(Secret.self, forKey: .idToken)
    if let number = try? fields.decodeIfPresent(Double.self, forKey: .expiresIn) {
      expiresIn = Int(min(max(number, 0), Double(AccessToken.longestLifetime)))
    } else if let text = try fields.decodeIfPresent(String.self, forKey: .expiresIn) {
      guard let seconds = Int(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .expiresIn, in: fields, debugDescription: "neither a number nor digits")
      }
      expiresIn = seconds
    }
  }

  /// Reads an answer; the error says what is missing, never what was there.
  static func read(
    _ answer: AuthAnswer, asked: Moment, from service: AuthService, for label: CredentialLabel
  ) throws(GoogleAuthError) -> (token: AccessToken, refreshToken: Secret?) {
    let fields: OAuthAnswer
    do { fields = try JSONDecoder().decode(OAuthAnswer.self, from: answer.body) } catch {
      throw .badAnswer(label, service, reason: "200 whose body is not the JSON of a token")
    }
    guard let value = fields.accessToken, !value.isEmpty else {
      let reason = fields.idToken == nil ? "200 without access_token" : "only an id_token: the scope was not granted"
      throw .badAnswer(label, service, reason: reason)
    }
    return (AccessToken(value, obtained: asked, lifetime: fields.expiresIn ?? 3600), fields.refreshToken)
  }
}
