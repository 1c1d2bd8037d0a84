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
  /// Fields that are left out, because the client may not read them.
  package var hidden: Set<Pins.Field>
  /// With what a client that lost its connection comes back; shown as the session begins, and never logged.
  package var reattachToken: String?

  package init(
    id: String, model: String, expiresAt: Int, effective: SessionConfiguration, shapes: Shapes = .own,
    hidden: Set<Pins.Field> = [], reattachToken: String? = nil
  ) {
    self.id = id
    self.model = model
    self.expiresAt = expiresAt
    self.effective = effective
    self.shapes = shapes
    self.hidden = hidden
    self.reattachToken = reattachToken
  }
}
