/// The keys that open the door. Comparing takes the same time whether a key is wrong in its first byte or its last.
package struct KeyRing: Equatable, Sendable {
  private let keys: [[UInt8]]
  /// A client may come without a key.
  package let allowsAnonymous: Bool

  /// Longer keys than this are refused unread, in bytes.
  package static let longestKey = 4096

  /// Empty keys are left out: they would open the door to everyone.
  package init(_ keys: [String], allowsAnonymous: Bool = false) {
    self.keys = keys.map { Array($0.utf8) }.filter { !$0.isEmpty }
    self.allowsAnonymous = allowsAnonymous
  }

  package func admits(_ presented: String) -> Bool {
    admits(Array(presented.utf8))
  }

  /// Every key is compared in full, also after one has matched; the time depends on `presented` and the number of keys.
  package func admits(_ presented: [UInt8]) -> Bool {
    guard !presented.isEmpty, presented.count <= Self.longestKey else { return false }
    var admitted: UInt8 = 0
    for key in keys {
      var difference = UInt(bitPattern: key.count ^ presented.count)
      for index in presented.indices {
        difference |= UInt(presented[index] ^ key[index % key.count])
      }
      admitted |= difference == 0 ? 1 : 0
    }
    return admitted != 0
  }
}

extension KeyRing: CustomStringConvertible, CustomReflectable {
  /// Without the keys.
  package var description: String { "\(keys.count) keys" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
