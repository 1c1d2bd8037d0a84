/// The session as shown to the client: what is in effect, and who it is.
package struct SessionView: Equatable, Sendable {
  /// Which shapes the object carries. A bare client that may still move gets both (semantics 1).
  package enum Shapes: Equatable, Sendable {
    case own
    case both
  }

  package var id: String
  /// The name the client asked for.
  package var model: String
  /// Unix seconds.
  package var expiresAt: Int
  package var effective: SessionConfiguration
  package var shapes: Shapes

  package init(
    id: String, model: String, expiresAt: Int, effective: SessionConfiguration, shapes: Shapes = .own
  ) {
    self.id = id
    self.model = model
    self.expiresAt = expiresAt
    self.effective = effective
    self.shapes = shapes
  }
}
