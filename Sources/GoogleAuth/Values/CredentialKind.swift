/// What a credential file's `type` can be, and the metadata server, which has no file.
package enum CredentialKind: String, Sendable, CaseIterable, CustomStringConvertible {
  case authorizedUser = "authorized_user"
  case serviceAccount = "service_account"
  case impersonatedServiceAccount = "impersonated_service_account"
  case externalAccount = "external_account"
  case externalAccountAuthorizedUser = "external_account_authorized_user"
  case gdchServiceAccount = "gdch_service_account"
  case metadataServer = "metadata_server"

  package var description: String { rawValue }

  /// The values of `type` that the gateway serves.
  static let servedTypes: [CredentialKind] = [
    .authorizedUser, .serviceAccount, .impersonatedServiceAccount, .externalAccount, .externalAccountAuthorizedUser,
  ]
}
