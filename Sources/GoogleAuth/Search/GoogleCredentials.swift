internal import FoundationEssentials

/// Finds Application Default Credentials.
///
/// The order: the gateway's setting, `GOOGLE_APPLICATION_CREDENTIALS`, gcloud's well-known file, the metadata server.
/// What is named but broken is an error and never passed over.
package enum GoogleCredentials {
  /// Finds the credential that `settings` and environment name. Files are read and checked, no token is asked for;
  /// only where no file is found, the metadata server is looked for (3 s at most).
  package static func find(
    _ settings: CredentialSettings, _ surroundings: Surroundings
  ) async throws(GoogleAuthError) -> TokenSource {
    var tried: [String] = []
    if let found = try file(settings, surroundings, tried: &tried) {
      return try source(found, settings, surroundings)
    }
    guard surroundings.variable("NO_GCE_CHECK")?.lowercased() != "true" else {
      throw .notFound(tried: tried + ["the metadata server (NO_GCE_CHECK is set)"])
    }
    guard await MetadataServer.isPresent(surroundings) else {
      if Task.isCancelled { throw .cancelled }
      throw .notFound(tried: tried + ["the metadata server (does not answer: this is not Google Cloud)"])
    }
    let server = MetadataServer(surroundings)
    let projects = ProjectSettings(settings, surroundings, origin: server.label.origin)
    return TokenSource(server, surroundings, projects: projects)
  }

  // MARK: Files

  private static func file(
    _ settings: CredentialSettings, _ surroundings: Surroundings, tried: inout [String]
  ) throws(GoogleAuthError) -> CredentialOrigin? {
    if let setting = settings.credentials?.exposed {
      let isText = setting.first { !$0.isWhitespace } == "{"
      return isText ? .settingText : .settingFile(expand(setting, surroundings))
    }
    tried.append("the gateway's setting (none)")
    let wellKnown = GcloudConfiguration(surroundings)?.credentialFile
    if let path = surroundings.variable("GOOGLE_APPLICATION_CREDENTIALS") {
      return path == wellKnown ? .wellKnownFile(path) : .variable(path)
    }
    tried.append("GOOGLE_APPLICATION_CREDENTIALS (not set)")
    guard let wellKnown else {
      tried.append("gcloud's file (neither HOME nor CLOUDSDK_CONFIG is set)")
      return nil
    }
    if FileManager.default.fileExists(atPath: wellKnown) { return .wellKnownFile(wellKnown) }
    tried.append("\(wellKnown) (no such file)")
    return nil
  }

  private static func expand(_ path: String, _ surroundings: Surroundings) -> String {
    guard path.hasPrefix("~/"), let home = surroundings.variable("HOME") else { return path }
    return home + path.dropFirst()
  }

  private static func source(
    _ origin: CredentialOrigin, _ settings: CredentialSettings, _ surroundings: Surroundings
  ) throws(GoogleAuthError) -> TokenSource {
    do throws(FileProblem) {
      let document: CredentialDocument
      switch origin {
      case .settingFile(let path), .variable(let path), .wellKnownFile(let path):
        document = try CredentialDocument.read(file: path)
      case .settingText, .metadataServer:
        document = try CredentialDocument.read(Data((settings.credentials?.exposed ?? "").utf8))
      }
      let builder = CredentialBuilder(origin: origin, settings: settings, surroundings: surroundings)
      let projects = ProjectSettings(settings, surroundings, origin: origin)
      return TokenSource(try builder.build(document), surroundings, projects: projects)
    } catch {
      throw .unusableFile(origin, error)
    }
  }
}
