/// Mask keys of one client connection.
///
/// Masking exists so that a script in a browser cannot choose the bytes that an old proxy sees (RFC 6455, 10.3). We
/// run no foreign code and dial over TLS, so the keys need not resist an attacker who sees them; they must only not be
/// guessable from outside and not repeat. SplitMix64 from a random seed gives that for a nanosecond, where the system's
/// generator costs a system call per frame.
package struct MaskKeys: Sendable {
  private var state: UInt64

  /// - Parameter seed: Drawn at random once per connection.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt32 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return UInt32(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 32)
  }
}
