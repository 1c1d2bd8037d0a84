/// A `session.update` that was read and found well formed.
package struct SessionUpdate: Equatable, Sendable {
  package var changes: [SessionChange]
  package var shape: EventShape
  package var eventID: String?

  package init(changes: [SessionChange], shape: EventShape, eventID: String? = nil) {
    self.changes = changes
    self.shape = shape
    self.eventID = eventID
  }
}
