extension GoogleAuthError: CustomStringConvertible {
  /// Who and where, what happened, and what to do next; one line.
  package var description: String {
    nextStep.isEmpty ? whatHappened : whatHappened + " " + nextStep
  }

  var whatHappened: String {
    switch self {
    case .notFound(let tried): "No Google credentials found. Tried: \(tried.joined(separator: "; "))."
    case .unusableFile(let origin, let problem): "Cannot use \(origin): \(problem)."
    case .refused(let label, let refusal): "\(label): \(refusal)."
    case .unreachable(let label, let service, let reason): "\(label): no answer from \(service): \(reason)."
    case .badAnswer(let label, let service, let reason): "\(label): unusable answer from \(service): \(reason)."
    case .noSubjectToken(let label, let problem): "\(label): no subject token: \(problem)."
    case .tokenRejected(let label):
      "\(label): the API refused a fresh access token; no new one is asked for within 10 s."
    case .cancelled: "The request for a token was cancelled."
    }
  }

  /// What the operator can do; empty when there is nothing.
  package var nextStep: String {
    switch self {
    case .notFound:
      "Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a credential file."
    case .unusableFile(_, let problem): problem.nextStep
    case .refused(let label, let refusal): refusal.nextStep(for: label)
    case .unreachable(_, .metadata, _): "On Google Cloud this passes soon; elsewhere set NO_GCE_CHECK=true."
    case .unreachable: "Check the network, HTTPS_PROXY and ca_file; the gateway tries again by itself."
    case .badAnswer(_, let service, _):
      "Check that \(service.host) is really Google's server and no proxy answers in its place."
    case .noSubjectToken(_, let problem): problem.nextStep
    case .tokenRejected: "Check that the credential belongs to the project and universe of the model."
    case .cancelled: ""
    }
  }
}
