internal import Admission
internal import GoogleAuth

extension AccessSettings {
  /// Whose client secrets are good.
  var makers: Set<SecretDigest?> {
    Set(keys.map { SecretDigest(of: $0.exposed) } + (allowsAnonymous ? [nil] : []))
  }
}
