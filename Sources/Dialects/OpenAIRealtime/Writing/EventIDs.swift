import ByteJSON

/// How the ids of server events are spelled: a prefix and a number of fixed width.
struct EventIDs: Equatable, Sendable {
  var prefix: String
  var width: Int

  /// The number of an id; nil: it is not one of these.
  func number(of id: String) -> Int? {
    guard id.hasPrefix(prefix), id.utf8.count < prefix.utf8.count + 19 else { return nil }
    return Int(id.dropFirst(prefix.count))
  }

  /// Writes the `event_id` member and says where its number is.
  @discardableResult
  func write(_ number: Int, to writer: inout JSONWriter) -> FixedWidthNumber {
    writer.member("event_id", prefix: prefix, counter: UInt64(clamping: number), width: width)
  }
}
