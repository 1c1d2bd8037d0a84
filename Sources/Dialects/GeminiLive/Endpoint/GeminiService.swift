/// Who serves a Gemini model.
package enum GeminiService: Equatable, Sendable {
  /// Vertex AI. `location` is a region, `us`, `eu` or `global`.
  case vertex(project: String, location: String)
  /// Vertex AI with an API key and no project.
  case vertexExpress
  /// The Gemini Developer API.
  case aiStudio
  /// This program's own simulator, which speaks as Vertex AI does.
  case simulator

  package enum Kind: Equatable, Sendable {
    case vertex
    case aiStudio
  }

  package var kind: Kind {
    switch self {
    case .vertex, .vertexExpress, .simulator: .vertex
    case .aiStudio: .aiStudio
    }
  }

  /// Where a model is, to follow its name in a sentence: `in us-east4`.
  var place: String {
    switch self {
    case .vertex(_, let location): "in \(location)"
    case .vertexExpress: "on Vertex AI (express mode)"
    case .aiStudio: "on Google AI Studio"
    case .simulator: "on the simulator"
    }
  }

  /// What no client may read.
  var project: String? {
    switch self {
    case .vertex(let project, _): project
    case .vertexExpress, .aiStudio, .simulator: nil
    }
  }
}
