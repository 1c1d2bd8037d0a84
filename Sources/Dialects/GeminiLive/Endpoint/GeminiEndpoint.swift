/// Where a model of Gemini Live is dialled, and what its `setup` calls it. Source: google-genai 3.4.0 (`live.py`,
/// `_api_client.py`) and LiteLLM 1.106.2, read 2026-11-22.
package struct GeminiEndpoint: Equatable, Sendable {
  package let service: GeminiService
  /// With the whole path of the request.
  package let address: UpstreamAddress
  /// `projects/p/locations/l/publishers/google/models/m`, `publishers/google/models/m` or `models/m`.
  package let modelPath: String

  /// `model` is a model's id (`gemini-3.8-live`), its resource name without the project
  /// (`publishers/google/models/…`, `models/…`), or a tuned model's `endpoints/ID` or number.
  /// `apiBase` replaces Google's host; its path goes before the API's own.
  package init(
    _ service: GeminiService, model: String, apiVersion: String? = nil, apiBase: UpstreamAddress? = nil
  ) throws(InvalidOption) {
    self.service = service
    modelPath = try service.modelPath(model)
    let version = try Self.checked(apiVersion ?? service.defaultVersion)
    let base = if let apiBase { apiBase } else { UpstreamAddress(usesTLS: true, host: try service.host()) }
    address = base.appending(service.requestPath(version: version))
  }

  private static func checked(_ version: String) throws(InvalidOption) -> String {
    guard version.first == "v", version.utf8.allSatisfy({ $0.isLowercaseOrDigit }) else {
      throw InvalidOption(
        "api_version", "'\(version)' is no API version. Use v1 or v1beta1, on AI Studio v1beta or v1alpha.")
    }
    return version
  }
}

extension UpstreamAddress {
  fileprivate func appending(_ path: String) -> UpstreamAddress {
    UpstreamAddress(usesTLS: usesTLS, host: host, port: port, path: self.path + path)
  }
}
