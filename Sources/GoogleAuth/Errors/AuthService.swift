/// Who was asked.
package enum AuthService: Sendable, Hashable {
  /// An OAuth token endpoint.
  case token(host: String)
  /// The security token service of workload and workforce identity federation.
  case tokenExchange(host: String)
  /// IAM Credentials, `generateAccessToken` for `target`.
  case impersonation(host: String, target: String)
  case metadata(host: String)
  /// Where an external account's subject token comes from (URL source, AWS metadata).
  case subjectToken(host: String)
  /// Cloud Resource Manager, asked for a project's id.
  case projects(host: String)

  package var host: String {
    switch self {
    case .token(let host), .tokenExchange(let host), .impersonation(let host, _), .metadata(let host),
      .subjectToken(let host), .projects(let host):
      host
    }
  }
}

extension AuthService: CustomStringConvertible {
  package var description: String {
    switch self {
    case .token(let host), .tokenExchange(let host), .projects(let host): host
    case .impersonation(let host, let target): "\(host) for \(target)"
    case .metadata(let host): "the metadata server \(host)"
    case .subjectToken(let host): "the subject token's source \(host)"
    }
  }
}
