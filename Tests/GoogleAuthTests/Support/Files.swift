/// Credential files for tests, as JSON text. What counts as secret in them is in `secrets`.
enum Files {
  static let email = "live-robot@fake-project.iam.gserviceaccount.com"

  /// None of these may ever be seen in an error or a log.
  static let secrets = [
    "client-secret-value", "refresh-token-value", "rotated-refresh-token", "subject-token-value",
    "AwsSecretAccessKeyValue", "aws-session-token", "access-token-1", "access-token-2", "source-token",
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "eyJ",
  ]

  static func authorizedUser(_ extra: String = "") -> String {
    """
    {"type": "authorized_user", "client_id": "client-id", "client_secret": "client-secret-value",
     "refresh_token": "refresh-token-value", "account": "person@example.com"\(extra)}
    """
  }

  static func serviceAccount(_ server: FakeServer, key: String = TestKey.pem, _ extra: String = "") -> String {
    let key = key.split(separator: "\n").joined(separator: "\\n")
    return """
      {"type": "service_account", "client_email": "\(email)", "private_key": "\(key)\\n", "private_key_id": "kid-1",
       "token_uri": "\(server.url)/token", "project_id": "fake-project"\(extra)}
      """
  }

  static func impersonated(_ server: FakeServer, source: String, _ extra: String = "") -> String {
    """
    {"type": "impersonated_service_account", "source_credentials": \(source),
     "service_account_impersonation_url": "\(server.url)\(generatePath)"\(extra)}
    """
  }

  static let target = "target@fake-project.iam.gserviceaccount.com"
  static let generatePath = "/v1/projects/-/serviceAccounts/\(target):generateAccessToken"
  static let audience =
    "//iam.googleapis.com/projects/123456/locations/global/workloadIdentityPools/pool/providers/provider"

  /// - Parameter source: the JSON of `credential_source`.
  static func externalAccount(
    _ server: FakeServer, source: String, type: String = "urn:ietf:params:oauth:token-type:jwt", _ extra: String = ""
  ) -> String {
    """
    {"type": "external_account", "audience": "\(audience)", "subject_token_type": "\(type)",
     "token_url": "\(server.url)/sts", "credential_source": \(source)\(extra)}
    """
  }

  static func workforceUser(_ server: FakeServer) -> String {
    """
    {"type": "external_account_authorized_user", "client_id": "client-id", "client_secret": "client-secret-value",
     "refresh_token": "refresh-token-value", "token_url": "\(server.url)/oauthtoken",
     "audience": "//iam.googleapis.com/locations/global/workforcePools/pool/providers/provider"}
    """
  }
}
