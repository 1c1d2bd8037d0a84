/// Everything that can go wrong between a credential file and a token.
///
/// `description` names the file, the account, what happened and the next step. No case carries a secret: text
/// of peers has been through `PeerText` before it gets here.
package enum GoogleAuthError: Error, Sendable, Equatable {
  /// No credential anywhere; the places that were tried, in order.
  case notFound(tried: [String])
  /// A credential file that cannot be read or does not say what it must.
  case unusableFile(CredentialOrigin, FileProblem)
  /// A server understood the request and said no.
  case refused(CredentialLabel, Refusal)
  /// No answer: connection, TLS or time.
  case unreachable(CredentialLabel, AuthService, reason: String)
  /// An answer that is not what the protocol promises.
  case badAnswer(CredentialLabel, AuthService, reason: String)
  /// The file, URL, program or cloud that should give a subject token did not.
  case noSubjectToken(CredentialLabel, SubjectTokenProblem)
  /// The API refuses tokens faster than new ones may be asked for.
  case tokenRejected(CredentialLabel)
  /// The waiting task was cancelled.
  case cancelled

  /// Whether the same request may succeed later without anybody changing anything.
  package var isTransient: Bool {
    switch self {
    case .notFound, .unusableFile, .tokenRejected: false
    case .refused(_, let refusal): refusal.isTransient
    case .unreachable, .cancelled: true
    case .badAnswer: false
    case .noSubjectToken(_, let problem): problem.isTransient
    }
  }
}
