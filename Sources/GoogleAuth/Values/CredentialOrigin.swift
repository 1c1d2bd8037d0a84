/// Where a credential was found; named in every error about it.
package enum CredentialOrigin: Sendable, Hashable, CustomStringConvertible {
  /// A file that the gateway's configuration names.
  case settingFile(String)
  /// JSON text in the gateway's configuration.
  case settingText
  /// The file that `GOOGLE_APPLICATION_CREDENTIALS` names.
  case variable(String)
  /// What `gcloud auth application-default login` writes.
  case wellKnownFile(String)
  /// The metadata server's host, and port if one was given.
  case metadataServer(String)

  package var description: String {
    switch self {
    case .settingFile(let path): "file \(path)"
    case .settingText: "the credentials JSON in the configuration"
    case .variable(let path): "file \(path) (GOOGLE_APPLICATION_CREDENTIALS)"
    case .wellKnownFile(let path): "file \(path) (gcloud)"
    case .metadataServer(let host): "the metadata server at \(host)"
    }
  }
}
