import Conversation

/// Which generation's spelling an event uses, seen field by field. GA wins over flat (rows 8 to 10 of section 2).
struct ShapeEvidence {
  private(set) var shape: EventShape = .neutral

  mutating func sawGA() { shape = .ga }

  /// What a part of the event that was read by itself showed.
  mutating func saw(_ shape: EventShape) {
    switch shape {
    case .neutral: return
    case .flat: sawFlat()
    case .ga: sawGA()
    }
  }

  mutating func sawFlat() {
    switch shape {
    case .neutral: shape = .flat
    case .flat, .ga: return
    }
  }
}
