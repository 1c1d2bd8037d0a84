extension RawSpan {
  /// True if the bytes of `range` are those of `text`; false where they are not all there.
  package func matches(_ text: StaticString, at range: Range<Int>) -> Bool {
    withUnsafeBytes { ByteView($0).matches(range, text) }
  }
}
