/// The `credential_source` of an external account: one of file, URL, executable or AWS.
struct CredentialSource: Decodable, Sendable {
  var file: String?
  var url: String?
  var headers: [String: String]?
  var format: SubjectTokenFormat?
  var executable: ExecutableSource.Settings?
  var certificate: Certificate?
  var environmentID: String?
  var regionURL: String?
  var verificationURL: String?
  var imdsTokenURL: String?

  /// X.509 sources are told apart, not read.
  struct Certificate: Decodable, Sendable {}

  enum CodingKeys: String, CodingKey {
    case file
    case url
    case headers
    case format
    case executable
    case certificate
    case environmentID = "environment_id"
    case regionURL = "region_url"
    case verificationURL = "regional_cred_verification_url"
    case imdsTokenURL = "imdsv2_session_token_url"
  }

  static let awsTokenType = "urn:ietf:params:aws:token-type:aws4_request"

  /// Google's order of choice: AWS by token type, then executable, then the rest.
  func make(
    for account: ExternalAccount.File, _ label: CredentialLabel, _ surroundings: Surroundings
  ) throws(FileProblem) -> any SubjectTokenSource {
    if account.subjectTokenType.text == Self.awsTokenType {
      return try AWSSource(self, audience: account.audience.text, label, surroundings)
    }
    if let executable {
      return try ExecutableSource(executable, for: account, label, surroundings)
    }
    if certificate != nil {
      throw .unsupported("external_account with a certificate source", reason: "X.509 federation is not served")
    }
    switch (file, url) {
    case (let file?, nil): return FileSource(path: file, format: format ?? .text, label)
    case (nil, let url?):
      return try URLSource(url: url, headers: headers ?? [:], format: format ?? .text, label, surroundings)
    case (nil, nil):
      throw .badValue(key: "credential_source", reason: "must have one of file, url, executable or environment_id")
    case (_?, _?): throw .badValue(key: "credential_source", reason: "has both file and url")
    }
  }
}
