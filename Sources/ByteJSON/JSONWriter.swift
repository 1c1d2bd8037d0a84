/// Writes JSON into bytes, members in the order of the calls, commas by itself.
///
///     var writer = JSONWriter()
///     writer.object {
///       $0.member("type", "response.output_text.delta")
///       $0.member("output_index", 0)
///       $0.member("delta", text)
///     }
///     send(writer.bytes)
///
/// Inside `object` write members, elsewhere values; the writer does not check that. It is made for
/// messages that leave fifty times a second: nothing but the bytes is allocated.
package struct JSONWriter: Sendable {
  /// The text so far, in UTF-8.
  package private(set) var bytes: [UInt8]
  /// True if what comes next at this level needs a comma before it.
  private var needsComma = false

  package init() {
    bytes = []
  }

  /// Room for so many bytes at once.
  package init(capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Writes into `storage`, whose contents go and whose capacity stays if nobody else holds it.
  package init(reusing storage: consuming [UInt8]) {
    bytes = storage
    bytes.removeAll(keepingCapacity: true)
  }

  /// Begins anew in the same memory: a writer that is kept does not allocate, unless somebody still
  /// holds the `bytes` it wrote before.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Values

  package mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try nest(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  package mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    try nest(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  /// A value of any type that can write itself: text, numbers, `Bool`, `RawJSON`, arrays of these.
  @inlinable
  package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

  package mutating func null() { verbatim("null") }

  // MARK: Members

  @inlinable
  package mutating func member(_ key: StaticString, _ value: some JSONWritable) {
    self.key(key)
    value.write(to: &self)
  }

  // Text and whole numbers are nearly all that there is. Across modules the compiler does not write out generic code.
  package mutating func member(_ key: StaticString, _ value: String) {
    self.key(key)
    string(value)
  }

  package mutating func member(_ key: StaticString, _ value: Int) {
    self.key(key)
    integer(value)
  }

  package mutating func member(_ key: StaticString, ifPresent value: String?) {
    if let value { member(key, value) }
  }

  package mutating func member(_ key: StaticString, ifPresent value: Int?) {
    if let value { member(key, value) }
  }

  package mutating func member(_ key: StaticString, orNull value: String?) {
    self.key(key)
    if let value { string(value) } else { null() }
  }

  /// Writes the member only if there is a value.
  @inlinable
  package mutating func member(_ key: StaticString, ifPresent value: (some JSONWritable)?) {
    if let value { member(key, value) }
  }

  /// Writes `null` where there is no value.
  @inlinable
  package mutating func member(_ key: StaticString, orNull value: (some JSONWritable)?) {
    self.key(key)
    if let value { value.write(to: &self) } else { null() }
  }

  package mutating func object(_ key: StaticString, _ members: (inout JSONWriter) throws -> Void) rethrows {
    self.key(key)
    try object(members)
  }

  package mutating func array(_ key: StaticString, _ elements: (inout JSONWriter) throws -> Void) rethrows {
    self.key(key)
    try array(elements)
  }

  package mutating func null(_ key: StaticString) {
    self.key(key)
    null()
  }

  /// A member's name, which needs no escape; its value must follow.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A member's name that somebody else has chosen; its value must follow.
  package mutating func key(named name: String) {
    separate()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func member(named name: String, _ value: some JSONWritable) {
    key(named: name)
    value.write(to: &self)
  }

  // MARK: Parts for the files beside this one

  /// Writes the comma that belongs before the next value or name, if any.
  mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Text that is valid JSON already.
  mutating func verbatim(_ text: StaticString) {
    separate()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func patch(_ number: FixedWidthNumber, with value: UInt64) { number.patch(&bytes, with: value) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ run: some Collection<UInt8>) { bytes.append(contentsOf: run) }

  mutating func append(_ run: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: run) }

  private mutating func nest(
    _ opening: UInt8, _ closing: UInt8, _ inside: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(opening)
    needsComma = false
    try inside(&self)
    bytes.append(closing)
    needsComma = true
  }
}
