/// An IPv4 or IPv6 address as bytes: 4 or 16, in network order. An IPv4 address written as IPv6 (`::ffff:10.0.0.1`, as
/// dual-stack sockets report it) is the IPv4 address.
package struct NetworkAddress: Equatable, Hashable, Sendable {
  package let bytes: [UInt8]

  /// Reads `10.0.0.1`, `10.0.0.1:80`, `2001:db8::1`, `[::1]` and `[::1]:80`; drops a zone (`%eth0`). Nil: none of it.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 80 else { return nil }
    var host = Substring(text)
    if host.hasPrefix("[") {
      guard let close = host.firstIndex(of: "]") else { return nil }
      host = host[host.index(after: host.startIndex)..<close]
    } else if let colon = host.firstIndex(of: ":"), colon == host.lastIndex(of: ":") {
      host = host[..<colon]
    }
    if let zone = host.firstIndex(of: "%") { host = host[..<zone] }
    guard let bytes = host.contains(":") ? Self.parseV6(host) : Self.parseV4(host) else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.dropFirst(12)) : bytes
  }

  private static func parseV4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        part == "0" || !part.hasPrefix("0"), let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func parseV6(_ text: Substring) -> [UInt8]? {
    let sides = text.split(separator: "::", omittingEmptySubsequences: false)
    guard sides.count <= 2, let head = parseGroups(sides[0], mayEndInV4: sides.count == 1) else { return nil }
    guard sides.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = parseGroups(sides[1], mayEndInV4: true), head.count + tail.count <= 14 else { return nil }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// Groups of one side of `::`; the last one of an address may be an IPv4 address.
  private static func parseGroups(_ text: Substring, mayEndInV4: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count <= 8 else { return nil }
    var bytes: [UInt8] = []
    for (index, group) in groups.enumerated() {
      if mayEndInV4, index == groups.count - 1, group.contains("."), let v4 = parseV4(group) {
        bytes += v4
      } else {
        guard (1...4).contains(group.utf8.count), !group.hasPrefix("+"), !group.hasPrefix("-"),
          let value = UInt16(group, radix: 16)
        else { return nil }
        bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// `10.0.0.1`; IPv6 as eight groups without the `::` shortcut.
  package var description: String {
    guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}
