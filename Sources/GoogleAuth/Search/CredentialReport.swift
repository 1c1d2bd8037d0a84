/// What `parley check --connect` says about one credential; no secret in it.
package struct CredentialReport: Sendable, Equatable {
  /// Kind, account and origin; nil when none was found.
  package var label: CredentialLabel?
  package var identity: Identity?
  /// Whole seconds that the token obtained lives.
  package var tokenLifetime: Int?
  /// What stops the gateway: no credential, no token, or the project could not be learnt.
  package var error: GoogleAuthError?
  /// What may stop the model's API later.
  package var warnings: [String] = []
}

extension CredentialReport: CustomStringConvertible {
  /// Several lines, for a terminal.
  package var description: String {
    var lines: [String] = []
    if let label { lines.append("credential: \(label.kind) from \(label.origin)") }
    if let principal = identity?.principal ?? label?.account { lines.append("principal: \(principal)") }
    if let identity {
      lines.append("project: \(identity.project ?? "not known (set vertex_project or GOOGLE_CLOUD_PROJECT)")")
      if let quota = identity.quotaProject { lines.append("quota project: \(quota)") }
      if identity.universeDomain != Identity.defaultUniverse { lines.append("universe: \(identity.universeDomain)") }
    }
    if let tokenLifetime { lines.append("token: obtained, valid for \(tokenLifetime) s") }
    if let error { lines.append("error: \(error)") }
    lines += warnings.map { "warning: \($0)" }
    return lines.joined(separator: "\n")
  }
}

extension GoogleCredentials {
  /// Finds the credential, gets one token, and says what came of it. Never throws: errors are in the report.
  package static func check(_ settings: CredentialSettings, _ surroundings: Surroundings) async -> CredentialReport {
    do throws(GoogleAuthError) {
      return try await find(settings, surroundings).check()
    } catch {
      return CredentialReport(error: error)
    }
  }
}

extension TokenSource {
  /// Gets a token (or takes the one at hand), asks whose it is, and says what came of it.
  package func check() async -> CredentialReport {
    var report = CredentialReport(label: label, warnings: warnings)
    do throws(GoogleAuthError) {
      let token = try await token()
      report.tokenLifetime = Int(token.left(at: surroundings.clock.now().monotonic).components.seconds)
      report.identity = try await identity()
    } catch {
      report.error = error
    }
    return report
  }

  /// What to say at start; empty when there is nothing to say.
  package nonisolated var warnings: [String] {
    guard label.kind == .authorizedUser, quotaProject == nil else { return [] }
    return [
      "a user's credential without quota project: Vertex AI may answer 403; run "
        + "`gcloud auth application-default set-quota-project PROJECT` or set GOOGLE_CLOUD_QUOTA_PROJECT"
    ]
  }
}
