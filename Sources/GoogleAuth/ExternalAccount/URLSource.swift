/// A subject token from an HTTP server nearby, such as Azure's instance metadata.
struct URLSource: SubjectTokenSource {
  private let request: AuthRequest
  private let format: SubjectTokenFormat
  private let label: CredentialLabel
  private let surroundings: Surroundings

  /// The URL may be plain http: metadata servers are, on a link that leaves no machine.
  init(
    url: String, headers: [String: String], format: SubjectTokenFormat, _ label: CredentialLabel,
    _ surroundings: Surroundings
  ) throws(FileProblem) {
    let headers = headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    request = .get(url, headers: headers, secrets: headers.map { Secret($0.value) }.filter { $0.exposed.count > 8 })
    guard !request.host.isEmpty else { throw .badValue(key: "credential_source.url", reason: "is not a URL") }
    self.format = format
    self.label = label
    self.surroundings = surroundings
  }

  func subjectToken() async throws(GoogleAuthError) -> Secret {
    let service = AuthService.subjectToken(host: request.host)
    let (answer, _) = try await surroundings.ask(request, of: service, for: label, retry: .onceMore)
    do throws(SubjectTokenProblem) {
      return try format.read(answer.body, source: "the answer of \(request.host)")
    } catch {
      throw .noSubjectToken(label, error)
    }
  }
}
