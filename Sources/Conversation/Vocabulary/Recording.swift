/// Speech that a client sent as part of an item, whole.
package struct Recording: Equatable, Sendable {
  /// In base64: valid, padded, without escapes. PCM16 little-endian, unless `rate` is still unknown.
  package var base64: [UInt8]
  /// Hz. Nil: in the input format of the client's session, which only the session knows.
  package var rate: Int?

  package init(base64: [UInt8], rate: Int? = nil) {
    self.base64 = base64
    self.rate = rate
  }
}
