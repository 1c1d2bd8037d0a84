extension Refusal: CustomStringConvertible {
  package var description: String {
    var text = "\(service) answered \(status)"
    if let code { text += " \(code)" }
    if let subtype { text += " (\(subtype))" }
    if let reason { text += ": \(reason)" }
    while text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// What an operator can do about it. Wording of Google's answers: google-auth and the OAuth documentation.
  func nextStep(for label: CredentialLabel) -> String {
    if isTransient { return "The gateway tries again by itself." }
    switch service {
    case .token, .tokenExchange: return tokenStep(for: label)
    case .impersonation(_, let target): return impersonationStep(target: target, label)
    case .metadata:
      return status == 404
        ? "Attach a service account to this machine, service or Kubernetes pod."
        : "Allow this workload to use its service account (scopes, workload identity binding)."
    case .subjectToken: return "Check the URL and headers in `credential_source`."
    case .projects:
      return "Grant resourcemanager.projects.get, or set the project (vertex_project or GOOGLE_CLOUD_PROJECT)."
    }
  }

  private func tokenStep(for label: CredentialLabel) -> String {
    let login = "Run `gcloud auth application-default login`"
    switch label.kind {
    case .authorizedUser, .externalAccountAuthorizedUser:
      if subtype == "invalid_rapt" || subtype == "rapt_required" || code == "rapt_required" {
        return login + " again; a server should use a service account, which needs no reauthentication."
      }
      return login + (label.kind == .authorizedUser ? "." : " with --login-config again.")
    case .serviceAccount, .impersonatedServiceAccount, .gdchServiceAccount, .metadataServer:
      return serviceAccountStep
    case .externalAccount:
      return "Check the pool, the provider's conditions and `audience`, and that the subject token is still valid."
    }
  }

  private var serviceAccountStep: String {
    let reason = reason?.lowercased() ?? ""
    if reason.contains("signature") { return "The key was deleted or replaced: create a new key for the account." }
    if reason.contains("timeframe") || reason.contains("short-lived") {
      return "Set this machine's clock (NTP): a clock skew of some minutes is enough."
    }
    if reason.contains("account not found") { return "The service account was deleted or disabled: use another." }
    return "Check that the service account and its key still exist and are enabled."
  }

  private func impersonationStep(target: String, _ label: CredentialLabel) -> String {
    switch status {
    case 404: "Check the service account's name in `service_account_impersonation_url`."
    case 401: "Check the source credential; " + tokenStep(for: label)
    case _:
      "Grant roles/iam.serviceAccountTokenCreator on \(target) to the source account, "
        + "and enable the IAM Service Account Credentials API."
    }
  }
}
