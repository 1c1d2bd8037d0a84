/// `setup.model`, in the form that the surface asks for.
struct ModelPath: Equatable, Sendable {
  /// As sent.
  let path: String
  /// The last segment: `gemini-3.8-live`.
  let name: String
  private let surface: Surface

  /// Vertex: `projects/{p}/locations/{l}/publishers/google/models/{m}`, `…/endpoints/{id}` for a tuned model, or
  /// `publishers/google/models/{m}` with an API key. AI Studio: `models/{m}`.
  init(_ path: String, on surface: Surface) throws(Refusal) {
    self.path = path
    self.surface = surface
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    name = segments.last ?? ""
    guard Self.isWellFormed(segments, on: surface) else {
      throw Self.refusal(of: path, on: surface, apiVersion: surface == .vertex ? "v1" : "v1beta")
    }
  }

  func unknown(apiVersion: String) -> Refusal {
    Self.refusal(of: path, on: surface, apiVersion: apiVersion)
  }

  private static func isWellFormed(_ segments: [String], on surface: Surface) -> Bool {
    guard !segments.contains("") else { return false }
    switch surface {
    case .aiStudio: return segments.count == 2 && segments[0] == "models"
    case .vertex:
      let publisher = ["publishers", "google", "models"]
      if segments.count == 4 { return Array(segments.prefix(3)) == publisher }
      guard segments.count >= 6, segments[0] == "projects", segments[2] == "locations" else { return false }
      let rest = Array(segments.dropFirst(4))
      return (rest.count == 4 && Array(rest.prefix(3)) == publisher) || (rest.count == 2 && rest[0] == "endpoints")
    }
  }

  private static func refusal(of path: String, on surface: Surface, apiVersion: String) -> Refusal {
    switch surface {
    case .vertex:
      .policy("Publisher Model `\(path)` was not found or your project does not have access to it.")
    case .aiStudio:
      .policy("\(path) is not found for API version \(apiVersion), or is not supported for bidiGenerateContent.")
    }
  }
}
