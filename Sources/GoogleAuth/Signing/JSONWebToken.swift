internal import FoundationEssentials

/// A JWT signed with RS256, as service accounts use it.
enum JSONWebToken {
  /// Order on the wire is the alphabet's; Google does not care.
  struct Claims: Encodable, Sendable {
    /// The service account.
    var iss: String
    var sub: String?
    var aud: String?
    /// Separated by spaces.
    var scope: String?
    /// Seconds since 1970.
    var iat: Int
    /// At most an hour after `iat`.
    var exp: Int
  }

  private struct Header: Encodable {
    var typ = "JWT"
    var alg = "RS256"
    var kid: String?
  }

  static func signed(_ claims: Claims, by key: SigningKey, id: String?) throws -> Secret {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try signed(header: encoder.encode(Header(kid: id)), payload: encoder.encode(claims), by: key)
  }

  /// Signs exactly these bytes.
  static func signed(header: Data, payload: Data, by key: SigningKey) throws -> Secret {
    let input = base64URL(header) + "." + base64URL(payload)
    return Secret(input + "." + base64URL(try key.signature(for: Data(input.utf8))))
  }

  /// Base64 with the alphabet for URLs, without padding (RFC 7515).
  static func base64URL(_ data: Data) -> String {
    String(
      data.base64EncodedString().compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        case _: character
        }
      })
  }
}
