/// The query of a request target: pairs in the form that HTML forms use. What is not valid percent-encoding
/// stands for itself.
enum QueryText {
  static func items(_ text: Substring) -> [HandshakeFacts.QueryItem] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return HandshakeFacts.QueryItem(
        name: decoded(parts[0], plusIsSpace: true), value: parts.count > 1 ? decoded(parts[1], plusIsSpace: true) : "")
    }
  }

  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
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
