import ByteJSON
import Conversation

/// One value of a client's event and the path that names it in an error, as the client spelled it:
/// `session.audio.input.turn_detection.threshold`.
struct ClientField {
  /// Empty for the event itself.
  let path: String
  let node: JSONNode

  var isNull: Bool { node.isNull }

  /// The member of that name; nil where there is none.
  func member(_ name: String) -> ClientField? {
    node[name].map { ClientField(path: path(of: name), node: $0) }
  }

  /// The member of that name; nil where there is none or it is null.
  func present(_ name: String) -> ClientField? {
    member(name).flatMap { $0.isNull ? nil : $0 }
  }

  func required(_ name: String) throws(Fault) -> ClientField {
    guard let field = member(name) else { throw .missing(path(of: name)) }
    return field
  }

  /// Throws unless this is an object.
  func object() throws(Fault) -> ClientField {
    guard node.kind == .object else { throw mistyped("an object") }
    return self
  }

  /// The members of an object in their order; throws if this is none.
  func members() throws(Fault) -> [(name: String, field: ClientField)] {
    guard let members = node.members else { throw mistyped("an object") }
    return members.map { ($0.key, ClientField(path: path(of: $0.key), node: $0.value)) }
  }

  /// The elements of an array; throws if this is none.
  func elements() throws(Fault) -> [ClientField] {
    guard let elements = node.elements else { throw mistyped("an array") }
    return elements.enumerated().map { ClientField(path: "\(path)[\($0)]", node: $1) }
  }

  func path(of member: String) -> String { path.isEmpty ? member : path + "." + member }

  func mistyped(_ expected: String) -> Fault {
    .invalidType(path, expected: expected, got: node.kind.phrase)
  }
}
