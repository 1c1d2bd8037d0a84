extension JSONWriter {
  mutating func integer(_ value: Int) {
    separate()
    if value < 0 { append(UInt8(ascii: "-")) }
    var left = value.magnitude
    // Twenty digits hold any 64-bit number; the last digit comes first.
    var digits: InlineArray<20, UInt8> = .init(repeating: UInt8(ascii: "0"))
    var first = digits.count
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(left % 10)
      left /= 10
    } while left > 0
    for position in first..<digits.count { append(digits[position]) }
  }

  mutating func double(_ value: Double) {
    guard value.isFinite else { return null() }
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53, value.sign == .plus || whole != 0 {
      return integer(whole)
    }
    separate()
    append(value.description.utf8)
  }
}
