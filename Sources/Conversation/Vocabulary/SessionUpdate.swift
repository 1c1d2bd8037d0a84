/// A `session.update` that was read and found well formed.
package struct SessionUpdate: Equatable, Sendable {
  package var changes: [SessionChange]
  /// `session.model`, which changes nothing: a session keeps its model.
  package var model: String?
  package var shape: EventShape
  package var eventID: String?

  package init(changes: [SessionChange], model: String? = nil, shape: EventShape, eventID: String? = nil) {
    self.changes = changes
    self.model = model
    self.shape = shape
    self.eventID = eventID
  }
}
