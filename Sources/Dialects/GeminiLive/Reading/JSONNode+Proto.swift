import ByteJSON

/// Values in the spellings of proto3 JSON.
extension JSONNode {
  /// A count: a number, or an int64 as text; between 0 and 2³¹ − 1 whatever a peer says, so that sums cannot overflow.
  var protoCount: Int? {
    guard let value = int ?? string.flatMap({ Int($0) }) else { return nil }
    return min(max(value, 0), Int(Int32.max))
  }

  /// A text; the empty one is proto3's way to say none.
  var protoText: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  /// A duration such as `"9.5s"`, in ms; never negative, at most 2³¹ − 1 ms.
  var protoMilliseconds: Int? {
    guard let text = string, text.hasSuffix("s") else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    let thousandths = Int((fraction + "000").prefix(3)) ?? 0
    guard let seconds = Int(parts[0]), seconds < Int(Int32.max) / 1000 else { return Int(Int32.max) }
    return seconds * 1000 + thousandths
  }
}
