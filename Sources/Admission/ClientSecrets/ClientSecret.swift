/// What a client secret (`ek_…`) is good for. A server that holds a key makes one and hands it to a browser or an app,
/// which connects with it instead of the key. The secret itself is not in here: it is stored under its digest.
package struct ClientSecret: Equatable, Sendable {
  /// How all of them begin.
  package static let prefix = "ek_"

  /// The only model that it opens, by the name that clients use.
  package var model: String
  /// The only web origin whose pages may use it; nil: any that the gateway admits, and programs.
  package var origin: String?
  /// The digest of the key that made it; nil: a gateway without keys. It dies with the key.
  package var maker: SecretDigest?
  /// Unix seconds.
  package var expiresAt: Int
  /// The JSON of the session that it stands for.
  package var session: [UInt8]

  package init(model: String, origin: String?, maker: SecretDigest?, expiresAt: Int, session: [UInt8]) {
    self.model = model
    self.origin = origin
    self.maker = maker
    self.expiresAt = expiresAt
    self.session = session
  }

  /// A connection that is asked for with it.
  package struct Use: Equatable, Sendable {
    /// `?model=`; nil: the secret says it.
    package var model: String?
    /// The `Origin` header.
    package var origin: String?
    /// Unix seconds.
    package var now: Int
    /// The digests of the keys that are in force; nil stands for "no key is asked for".
    package var makers: Set<SecretDigest?>

    package init(model: String?, origin: String?, now: Int, makers: Set<SecretDigest?>) {
      self.model = model
      self.origin = origin
      self.now = now
      self.makers = makers
    }
  }

  /// Why it does not open this connection; nil: it does. It may be used again until it expires.
  package func refusal(of use: Use) -> Refusal? {
    if use.now >= expiresAt { return .expiredClientSecret }
    if !use.makers.contains(maker) { return .withdrawnClientSecret }
    if let wish = use.model, wish != model { return .clientSecretOfAnotherModel }
    return isUsable(on: use.origin) ? nil : .clientSecretOfAnotherOrigin
  }

  /// Programs state no origin, so a secret that is bound to one is not theirs.
  private func isUsable(on page: String?) -> Bool {
    guard let origin else { return true }
    guard let bound = WebOrigin(origin), let page = page.flatMap({ WebOrigin($0) }) else { return false }
    return page == bound
  }

  /// Whether a secret can be bound to `text`: a plain origin such as `https://app.example.com`.
  package static func isOrigin(_ text: String) -> Bool { WebOrigin(text) != nil }
}
