extension ByteView {
  /// The length in bytes of the UTF-8 sequence at `offset`, 1 to 4, or nil if there is none: overlong
  /// forms, surrogates and code points above U+10FFFF are refused (RFC 3629, section 4).
  func utf8SequenceLength(at offset: Int) -> Int? {
    let lead = self[offset]
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return isContinuation(offset + 1) ? 2 : nil
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
      return second.contains(self[offset + 1]) && isContinuation(offset + 2) ? 3 : nil
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      return second.contains(self[offset + 1]) && isContinuation(offset + 2) && isContinuation(offset + 3) ? 4 : nil
    default: return nil
    }
  }

  private func isContinuation(_ offset: Int) -> Bool { self[offset] & 0xC0 == 0x80 }
}
