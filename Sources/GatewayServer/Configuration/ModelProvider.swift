/// Whom a model is asked of: the part of `litellm_params.model` before the first slash.
package enum ModelProvider: String, CaseIterable, Equatable, Sendable {
  /// `vertex_ai/…`: Gemini Live on Vertex AI, with Google Cloud credentials or an express-mode API key.
  case vertex = "vertex_ai"
  /// `vertex_ai_beta/…`: the same, on the `v1beta1` API unless `api_version` says otherwise.
  case vertexBeta = "vertex_ai_beta"
  /// `gemini/…`: Google AI Studio, with an API key.
  case aiStudio = "gemini"
  /// `simulator/…`: the simulator inside this program; needs no credentials and no network.
  case simulator

  /// True where Google Cloud credentials (tokens), a project and a location are used.
  package var isVertex: Bool {
    switch self {
    case .vertex, .vertexBeta: true
    case .aiStudio, .simulator: false
    }
  }

  /// The API versions that this provider knows; the first is the default.
  package var apiVersions: [ModelDeployment.APIVersion] {
    switch self {
    case .vertex: [.v1, .v1beta1]
    case .vertexBeta: [.v1beta1, .v1]
    case .aiStudio, .simulator: [.v1beta, .v1alpha]
    }
  }
}
