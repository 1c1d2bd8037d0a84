/// An item as a client asks for it.
package struct NewItem: Equatable, Sendable {
  /// Where the client wants it.
  package enum Place: Equatable, Sendable {
    case end
    case front
    case after(String)
  }

  /// The client's own id; nil: the gateway makes one.
  package var id: String?
  package var place: Place
  package var kind: Item.Kind

  package init(id: String?, place: Place = .end, kind: Item.Kind) {
    self.id = id
    self.place = place
    self.kind = kind
  }
}
