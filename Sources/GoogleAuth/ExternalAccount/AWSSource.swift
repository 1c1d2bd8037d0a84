internal import FoundationEssentials

/// A signed `GetCallerIdentity` request as subject token: Google sends it to AWS and learns who we are.
struct AWSSource: SubjectTokenSource {
  private let regionURL: String?
  private let keysURL: String?
  private let verificationURL: String
  private let sessionTokenURL: String?
  private let audience: String
  private let label: CredentialLabel
  private let surroundings: Surroundings

  static let defaultVerificationURL =
    "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"

  init(
    _ source: CredentialSource, audience: String, _ label: CredentialLabel, _ surroundings: Surroundings
  ) throws(FileProblem) {
    guard source.environmentID == "aws1" else {
      throw .badValue(key: "credential_source.environment_id", reason: "must be aws1, the one version there is")
    }
    regionURL = source.regionURL
    keysURL = source.url
    verificationURL = source.verificationURL ?? Self.defaultVerificationURL
    sessionTokenURL = source.imdsTokenURL
    self.audience = audience
    self.label = label
    self.surroundings = surroundings
  }

  func subjectToken() async throws(GoogleAuthError) -> Secret {
    let knownRegion = surroundings.variable("AWS_REGION") ?? surroundings.variable("AWS_DEFAULT_REGION")
    let knownKeys = keysFromEnvironment()
    if let knownRegion, let knownKeys { return try sign(region: knownRegion, keys: knownKeys) }
    let session = try await sessionHeaders()
    let region = if let knownRegion { knownRegion } else { try await askForRegion(session) }
    let keys = if let knownKeys { knownKeys } else { try await askForKeys(session) }
    return try sign(region: region, keys: keys)
  }

  private func sign(region: String, keys: AWSKeys) throws(GoogleAuthError) -> Secret {
    let url = verificationURL.split(separator: "{region}", omittingEmptySubsequences: false)
      .joined(separator: region)
    guard let signature = AWSSignature(url: url, region: region) else {
      throw problem("`regional_cred_verification_url` is not a URL")
    }
    var headers = signature.headers(for: keys, at: surroundings.clock.now().wall)
    headers.append(("x-goog-cloud-target-resource", audience))
    let request = SignedRequest(headers: headers.map { .init(key: $0.name, value: $0.value) }, url: url)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(request) else { throw problem("the signed request cannot be written") }
    return Secret(PercentEncoding.encode(String(decoding: json, as: UTF8.self), keeping: "/"))
  }

  private struct SignedRequest: Encodable {
    struct Header: Encodable {
      var key: String
      var value: String
    }
    var headers: [Header]
    var method = "POST"
    var url: String
  }

  // MARK: Region and keys

  private func keysFromEnvironment() -> AWSKeys? {
    guard let id = surroundings.variable("AWS_ACCESS_KEY_ID"),
      let secret = surroundings.variable("AWS_SECRET_ACCESS_KEY")
    else { return nil }
    let token = surroundings.variable("AWS_SESSION_TOKEN").map(Secret.init)
    return AWSKeys(accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: token)
  }

  /// With IMDSv2, every question carries a token that is asked for first.
  private func sessionHeaders() async throws(GoogleAuthError) -> [(name: String, value: String)] {
    guard let sessionTokenURL else { return [] }
    let lifetime = [(name: "X-aws-ec2-metadata-token-ttl-seconds", value: "300")]
    let token = try await ask(AuthRequest(method: .put, url: sessionTokenURL, headers: lifetime))
    return [("X-aws-ec2-metadata-token", String(decoding: token, as: UTF8.self))]
  }

  /// The server tells the zone, `us-east-2b`; the region is what stands before its letter.
  private func askForRegion(_ session: [(name: String, value: String)]) async throws(GoogleAuthError) -> String {
    guard let regionURL else { throw problem("no AWS region: neither AWS_REGION nor `region_url` is set") }
    let zone = String(decoding: try await ask(.get(regionURL, headers: session)), as: UTF8.self)
    guard zone.count > 1 else { throw problem("the AWS metadata server gave no region") }
    return String(zone.dropLast())
  }

  private struct RoleKeys: Decodable {
    var id: FilledText
    var secret: Secret
    var token: Secret?

    enum CodingKeys: String, CodingKey {
      case id = "AccessKeyId"
      case secret = "SecretAccessKey"
      case token = "Token"
    }
  }

  private func askForKeys(_ session: [(name: String, value: String)]) async throws(GoogleAuthError) -> AWSKeys {
    guard let keysURL else { throw problem("no AWS keys: neither AWS_ACCESS_KEY_ID nor `url` is set") }
    let role = String(decoding: try await ask(.get(keysURL, headers: session)), as: UTF8.self)
    guard !role.isEmpty else { throw problem("no role is attached to this AWS instance") }
    let url = keysURL + "/" + PercentEncoding.encode(role)
    let headers = session + [(name: "Content-Type", value: "application/json")]
    guard let keys = try? JSONDecoder().decode(RoleKeys.self, from: await ask(.get(url, headers: headers))) else {
      throw problem("the AWS metadata server gave no keys for the role \(PeerText.clean(role))")
    }
    return AWSKeys(
      accessKeyID: keys.id.text, secretAccessKey: keys.secret, sessionToken: keys.token)
  }

  private func ask(_ request: AuthRequest) async throws(GoogleAuthError) -> Data {
    var request = request
    request.secrets = request.headers.map { Secret($0.value) }.filter { $0.exposed.count > 8 }
    let service = AuthService.subjectToken(host: request.host)
    return try await surroundings.ask(request, of: service, for: label, retry: .onceMore).answer.body
  }

  private func problem(_ reason: String) -> GoogleAuthError { .noSubjectToken(label, .aws(reason: reason)) }
}
