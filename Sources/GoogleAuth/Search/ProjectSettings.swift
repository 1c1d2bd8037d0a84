/// The projects that settings and environment name, before and after the credential itself is asked.
struct ProjectSettings: Sendable {
  /// The gateway's setting, `GOOGLE_CLOUD_PROJECT` or `GCLOUD_PROJECT`.
  var settled: String?
  /// gcloud's active configuration; only beside the well-known file, which belongs to gcloud.
  var fallback: String?
  /// The gateway's setting or `GOOGLE_CLOUD_QUOTA_PROJECT`; comes before the credential's own.
  var quotaProject: String?

  init() {}

  init(_ settings: CredentialSettings, _ surroundings: Surroundings, origin: CredentialOrigin) {
    settled =
      settings.project ?? surroundings.variable("GOOGLE_CLOUD_PROJECT") ?? surroundings.variable("GCLOUD_PROJECT")
    quotaProject = settings.quotaProject ?? surroundings.variable("GOOGLE_CLOUD_QUOTA_PROJECT")
    if case .wellKnownFile = origin { fallback = GcloudConfiguration(surroundings)?.activeProject() }
  }
}
