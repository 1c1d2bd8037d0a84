internal import Admission
internal import GoogleAuth

extension AccessSettings {
  /// Whose client secrets are good.
  var makers: Set<SecretDigest?> {
    Set(keys.map { SecretDigest(of: $0.exposed) } + (allowsAnonymous ? [nil] : []))
  }
}

extension KeyRing {
  init(_ access: AccessSettings) {
    self.init(access.keys.map { $0.exposed }, allowsAnonymous: access.allowsAnonymous)
  }
}
