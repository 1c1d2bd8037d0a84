internal import FoundationEssentials

/// gcloud's own folder: `$CLOUDSDK_CONFIG`, else `~/.config/gcloud` (Windows: `%APPDATA%\gcloud`).
struct GcloudConfiguration: Sendable {
  let folder: String
  private let activeName: String?

  /// Nil when the environment does not say where it would be.
  init?(_ surroundings: Surroundings) {
    if let folder = surroundings.variable("CLOUDSDK_CONFIG") {
      self.folder = folder
    } else {
      #if os(Windows)
        guard let data = surroundings.variable("APPDATA") else { return nil }
        folder = data + "\\gcloud"
      #else
        guard let home = surroundings.variable("HOME") else { return nil }
        folder = home + "/.config/gcloud"
      #endif
    }
    activeName = surroundings.variable("CLOUDSDK_ACTIVE_CONFIG_NAME")
  }

  /// Where `gcloud auth application-default login` puts its result.
  var credentialFile: String { folder + "/application_default_credentials.json" }

  /// `[core] project` of the active configuration, as `gcloud config get project` prints it. Nil if there is none
  /// or the files are not as expected: this is a convenience, never an error.
  func activeProject() -> String? {
    let name = activeName ?? read("active_config")?.trimmed ?? "default"
    guard !name.contains("/"), let text = read("configurations/config_\(name)") else { return nil }
    var section: Substring = ""
    for line in text.split(whereSeparator: \.isNewline).map(\.trimmed) {
      if line.hasPrefix("[") { section = line.dropFirst().prefix { $0 != "]" } }
      guard section == "core", let equals = line.firstIndex(of: "=") else { continue }
      let value = line[line.index(after: equals)...].trimmed
      if line[..<equals].trimmed == "project", !value.isEmpty { return value }
    }
    return nil
  }

  private func read(_ name: String) -> String? {
    try? String(contentsOf: URL(filePath: folder + "/" + name), encoding: .utf8)
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
