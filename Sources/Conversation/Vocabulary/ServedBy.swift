/// Who gives an answer, where that is not who the client would think: another deployment took the call over, or another
/// model stands in.
package struct ServedBy: Equatable, Sendable {
  /// As logs and metrics name it.
  package let deployment: String
  /// With its provider: `vertex_ai/gemini-2.0-flash-live-001`.
  package let model: String

  package init(deployment: String, model: String) {
    self.deployment = deployment
    self.model = model
  }
}
