/// The host, path and resource name of each service. Whatever comes from the configuration is checked letter by
/// letter first: a location must not be able to name another host, nor a model another path.
extension GeminiService {
  /// `us-east4` → its regional host, `us` and `eu` → the multi-region host, `global` → the host without a region.
  func host() throws(InvalidOption) -> String {
    switch self {
    case .vertex(_, let location):
      try Self.check(location: location)
      if location == "global" { return "aiplatform.googleapis.com" }
      return location.contains("-")
        ? "\(location)-aiplatform.googleapis.com" : "aiplatform.\(location).rep.googleapis.com"
    case .vertexExpress: return "aiplatform.googleapis.com"
    case .aiStudio: return "generativelanguage.googleapis.com"
    case .simulator:
      throw InvalidOption("api_base", "The address of the simulator is missing. Write api_base: ws://127.0.0.1:PORT.")
    }
  }

  /// Vertex puts a slash before the method, AI Studio a dot.
  func requestPath(version: String) -> String {
    switch kind {
    case .vertex: "/ws/google.cloud.aiplatform.\(version).LlmBidiService/BidiGenerateContent"
    case .aiStudio: "/ws/google.ai.generativelanguage.\(version).GenerativeService.BidiGenerateContent"
    }
  }

  var defaultVersion: String {
    switch kind {
    case .vertex: "v1"
    case .aiStudio: "v1beta"
    }
  }

  func modelPath(_ model: String) throws(InvalidOption) -> String {
    let name = try Self.checked(model: model)
    switch self {
    case .vertex(let project, let location):
      try Self.check(project: project)
      try Self.check(location: location)
      return "projects/\(project)/locations/\(location)/" + Self.publisherName(name)
    case .simulator: return "projects/parley/locations/simulator/" + Self.publisherName(name)
    case .vertexExpress: return Self.publisherName(name)
    case .aiStudio: return name.hasPrefix("models/") ? name : "models/" + name
    }
  }

  /// A bare number is a tuned model, which lives at an endpoint of its own.
  private static func publisherName(_ name: String) -> String {
    if name.hasPrefix("publishers/") || name.hasPrefix("endpoints/") { return name }
    return name.utf8.allSatisfy(\.isDigit) ? "endpoints/" + name : "publishers/google/models/" + name
  }

  private static func checked(model: String) throws(InvalidOption) -> String {
    let prefix = ["publishers/google/models/", "models/", "endpoints/"].first(where: model.hasPrefix) ?? ""
    let id = model.dropFirst(prefix.count)
    guard !id.isEmpty, id.count <= 128, id.utf8.allSatisfy({ $0.isLetterOrDigit || "-._@".utf8.contains($0) }) else {
      throw InvalidOption(
        "model", "'\(model)' is no Gemini model. Write the provider and the id: vertex_ai/gemini-3.8-live.")
    }
    return prefix == "models/" ? String(id) : model
  }

  private static func check(location: String) throws(InvalidOption) {
    guard let first = location.utf8.first, first.isLowercaseOrDigit, location.utf8.count <= 40,
      location.utf8.allSatisfy({ $0.isLowercaseOrDigit || $0 == UInt8(ascii: "-") })
    else {
      throw InvalidOption(
        "vertex_location", "'\(location)' is no location. Use a region such as us-central1, or us, eu or global.")
    }
  }

  /// A project's id or number; older ids carry a domain: `example.com:voice`.
  private static func check(project: String) throws(InvalidOption) {
    guard !project.isEmpty, project.utf8.count <= 128,
      project.utf8.allSatisfy({ $0.isLetterOrDigit || "-.:_".utf8.contains($0) })
    else {
      throw InvalidOption("vertex_project", "'\(project)' is no Google Cloud project. Use the project's id or number.")
    }
  }
}
