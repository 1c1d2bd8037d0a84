/// Which of Google's two front doors a connection came through. They speak one protocol with small differences.
package enum Surface: String, Equatable, Sendable {
  case vertex
  case aiStudio
}

extension Surface {
  /// The surface and API version that a request path names, or nil for a path that Google answers with 404.
  /// A doubled slash in front is tolerated: Google's own SDK sends one.
  static func of(path: String) -> (surface: Surface, version: String)? {
    let path = path.hasPrefix("//") ? path.dropFirst() : path[...]
    for version in ["v1", "v1beta1"]
    where path == "/ws/google.cloud.aiplatform.\(version).LlmBidiService/BidiGenerateContent" {
      return (.vertex, version)
    }
    // google-genai 3.4.0 asks for v1 unless it is told otherwise.
    for version in ["v1", "v1beta", "v1alpha"]
    where path == "/ws/google.ai.generativelanguage.\(version).GenerativeService.BidiGenerateContent" {
      return (.aiStudio, version)
    }
    return nil
  }
}
