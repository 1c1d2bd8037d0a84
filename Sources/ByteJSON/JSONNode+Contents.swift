extension JSONNode {
  /// The elements of an array in their order; nil for another kind.
  package var elements: [JSONNode]? {
    guard entry.kind == .array else { return nil }
    return contents.map { JSONNode(tape: tape, index: $0) }
  }

  /// The members of an object in the order of the text; nil for another kind. A repeated name comes
  /// each time: to apply them in order is to let the last one win.
  package var members: [(key: String, value: JSONNode)]? {
    guard entry.kind == .object else { return nil }
    return contents.map { (key: tape.text(at: $0), value: JSONNode(tape: tape, index: $0 + 1)) }
  }

  /// The member of that name, the last one if it is repeated; nil if there is none or this is no object.
  package subscript(key: String) -> JSONNode? {
    guard entry.kind == .object else { return nil }
    var found: JSONNode?
    for index in contents where tape.spells(key, at: index) { found = JSONNode(tape: tape, index: index + 1) }
    return found
  }

  /// The element at that position; nil if there is none or this is no array.
  package subscript(position: Int) -> JSONNode? {
    guard entry.kind == .array, position >= 0 else { return nil }
    var left = position
    for index in contents {
      if left == 0 { return JSONNode(tape: tape, index: index) }
      left -= 1
    }
    return nil
  }

  /// The number of elements or members; 0 for another kind.
  package var count: Int {
    var count = 0
    for _ in contents { count += 1 }
    return count
  }

  /// Tape indexes of the elements, or of the members' names.
  private var contents: some Sequence<Int> {
    let isObject = entry.kind == .object
    let end = isObject || entry.kind == .array ? Int(entry.next) : index
    return sequence(state: index + 1) { [tape] next in
      guard next < end else { return nil }
      defer { next = Int(tape.entries[isObject ? next + 1 : next].next) }
      return next
    }
  }
}

extension JSONTape {
  /// The text of the string or member name at `index`.
  func text(at index: Int) -> String {
    let entry = entries[index]
    return withView { JSONString.text($0, inside: entry.inside, escaped: entry.escaped) }
  }

  /// True if the string or member name at `index` reads `text`.
  func spells(_ text: String, at index: Int) -> Bool {
    let entry = entries[index]
    if entry.escaped { return self.text(at: index).utf8.elementsEqual(text.utf8) }
    return bytes[entry.inside].elementsEqual(text.utf8)
  }
}
