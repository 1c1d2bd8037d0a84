package import GoogleAuth

/// `vertex_credentials`: where the Google Cloud credential of a model comes from.
package enum CredentialSetting: Equatable, Sendable {
  /// Not stated: Application Default Credentials, in Google's order.
  case applicationDefault
  /// A JSON credential file.
  case file(String)
  /// The JSON text of a credential, written into the configuration.
  case inline(Secret)
}
