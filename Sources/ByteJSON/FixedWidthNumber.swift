/// The place of a zero-padded decimal number in some bytes. To patch it costs no allocation, so a
/// head that all frames of an answer share can carry a new event id each time.
package struct FixedWidthNumber: Equatable, Sendable {
  /// Byte offset of the first digit.
  package var offset: Int
  /// Number of digits.
  package var width: Int

  package init(offset: Int, width: Int) {
    self.offset = offset
    self.width = width
  }

  /// Overwrites the digits with `value`; of a number that is too long only the last digits appear.
  /// Bytes outside the array are not touched.
  package func patch(_ bytes: inout [UInt8], with value: UInt64) {
    var left = value
    for position in stride(from: offset + width - 1, through: offset, by: -1) {
      if bytes.indices.contains(position) { bytes[position] = UInt8(ascii: "0") + UInt8(left % 10) }
      left /= 10
    }
  }
}
