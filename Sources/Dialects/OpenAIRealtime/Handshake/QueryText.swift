/// The query of a request target: pairs in the form that HTML forms use. What is not valid percent-encoding
/// stands for itself.
enum QueryText {
  static func items(_ text: Substring) -> [HandshakeFacts.QueryItem] {
    // Bytes, because characters are dear.
    text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
      let parts = Substring(pair).cut(at: UInt8(ascii: "="))
      return HandshakeFacts.QueryItem(
        name: decoded(parts.before, plusIsSpace: true),
        value: parts.behind.map { decoded($0, plusIsSpace: true) } ?? "")
    }
  }

  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }
    if isPlain { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = hex(rest[rest.startIndex], rest[rest.startIndex + 1])
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = Character(Unicode.Scalar(high)).hexDigitValue,
      let low = Character(Unicode.Scalar(low)).hexDigitValue
    else { return nil }
    return UInt8(high * 16 + low)
  }
}

extension Substring {
  /// Before and behind the first such byte, which is ASCII; `behind` is nil if there is none.
  func cut(at separator: UInt8) -> (before: Substring, behind: Substring?) {
    guard let place = utf8.firstIndex(of: separator) else { return (self, nil) }
    return (self[..<place], self[utf8.index(after: place)...])
  }
}
