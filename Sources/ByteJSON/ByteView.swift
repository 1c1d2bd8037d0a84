#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one message while it is being read. Reading behind the end gives 0, which is no
/// character of JSON, so no scanner can leave the buffer. Lives only inside `RawSpan.withUnsafeBytes`.
struct ByteView {
  private let start: UnsafeRawPointer?
  let count: Int

  init(_ buffer: UnsafeRawBufferPointer) {
    start = buffer.baseAddress
    count = buffer.count
  }

  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    guard let start, offset >= 0, offset < count else { return 0 }
    return start.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The offset of the first `byte` in `range`, which is clamped to the message.
  @inline(__always)
  func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    let range = clamped(range)
    guard let start, !range.isEmpty else { return nil }
    guard let found = memchr(start + range.lowerBound, Int32(byte), range.count) else { return nil }
    return UnsafeRawPointer(found) - start
  }

  /// True if every byte is printable ASCII: nothing below 0x20, nothing above 0x7F. One pass of
  /// maxima, which the compiler turns into vector instructions.
  @inline(__always)
  func isPrintableASCII(_ range: Range<Int>) -> Bool {
    let range = clamped(range)
    guard let start else { return true }
    let bytes = UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
    var highest: UInt8 = 0
    for byte in bytes { highest = max(highest, byte &- 0x20) }
    return highest < 0x60
  }

  /// True if the bytes of `range` are those of `text`.
  @inline(__always)
  func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard let start, range.count == text.utf8CodeUnitCount, clamped(range) == range else { return false }
    return memcmp(start + range.lowerBound, text.utf8Start, range.count) == 0
  }

  /// True if the bytes of `range` begin with those of `text`.
  @inline(__always)
  func matchesStart(of range: Range<Int>, _ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return range.count >= length && matches(range.lowerBound..<(range.lowerBound + length), text)
  }

  /// A copy of the bytes of `range`.
  func array(_ range: Range<Int>) -> [UInt8] { [UInt8](rebased(range)) }

  /// The bytes of `range`, clamped to the message.
  @inline(__always)
  func rebased(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    let range = clamped(range)
    guard let start else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
  }

  @inline(__always)
  private func clamped(_ range: Range<Int>) -> Range<Int> {
    let lower = min(max(range.lowerBound, 0), count)
    return lower..<min(max(range.upperBound, lower), count)
  }
}
