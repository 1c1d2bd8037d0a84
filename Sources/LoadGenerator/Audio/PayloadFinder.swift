#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Finds the base64 in a message of audio, whoever wrote it: the first string that is as long as a frame. It knows no
/// field's name, so that it reads all dialects alike and costs the same for each.
enum PayloadFinder {
  /// - Parameter length: the fewest characters.
  /// - Returns: byte offsets without the quotes; nil if there is no such string.
  static func payload(in message: UnsafeRawBufferPointer, atLeast length: Int) -> Range<Int>? {
    guard let start = message.baseAddress else { return nil }
    var position = 0
    while message.count - position > length {
      guard let opening = offset(of: quote, from: start, position, message.count),
        let closing = offset(of: quote, from: start, opening + 1, message.count)
      else { return nil }
      if closing - opening > length { return (opening + 1)..<closing }
      position = closing + 1
    }
    return nil
  }

  private static let quote = Int32(UInt8(ascii: "\""))

  @inline(__always)
  private static func offset(of byte: Int32, from start: UnsafeRawPointer, _ lower: Int, _ upper: Int) -> Int? {
    guard lower < upper, let found = memchr(start + lower, byte, upper - lower) else { return nil }
    return UnsafeRawPointer(found) - start
  }
}
