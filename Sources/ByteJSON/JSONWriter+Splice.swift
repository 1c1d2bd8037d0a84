/// Fixed text around one string that is filled in later: what a splice is made of.
package struct JSONFrame: Equatable, Sendable {
  /// Everything up to and including the opening quote.
  package var head: [UInt8]
  /// The closing quote and everything behind it.
  package var tail: [UInt8]

  package init(head: [UInt8], tail: [UInt8]) {
    self.head = head
    self.tail = tail
  }
}

extension JSONWriter {
  /// Writes `"name":""` and returns the offset between the two quotes, at which `frame(cutAt:)` cuts.
  package mutating func gap(_ name: StaticString) -> Int {
    key(name)
    separate()
    append(UInt8(ascii: "\""))
    append(UInt8(ascii: "\""))
    return bytes.count - 1
  }

  /// The text in two pieces, cut where `gap` said.
  package func frame(cutAt gap: Int) -> JSONFrame {
    JSONFrame(head: Array(bytes.prefix(gap)), tail: Array(bytes.dropFirst(gap)))
  }

  /// Writes a string member of `prefix` and a zero-padded counter, `"event_id":"event_00000007"`, and
  /// returns where the counter is, so that the next frame can patch it.
  package mutating func member(
    _ name: StaticString, prefix: String, counter: UInt64, width: Int
  ) -> FixedWidthNumber {
    member(name, prefix)
    // The first digit takes the place of the closing quote.
    let number = FixedWidthNumber(offset: bytes.count - 1, width: max(width, 1))
    for _ in 1..<number.width { append(UInt8(ascii: "0")) }
    append(UInt8(ascii: "\""))
    patch(number, with: counter)
    return number
  }
}
