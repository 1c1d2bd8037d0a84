/// A wire protocol that clients speak. Created per call and owned by its `Bridge`; values only.
package protocol ClientDialect: Sendable {
  /// Reads one message. Never fails: what cannot be read is `.refused` with the error to send.
  /// The plain audio append must cost no allocation.
  mutating func decode(_ message: RawSpan) -> ClientEvent

  /// One complete message for a notice. `number` becomes its `event_id`.
  mutating func encode(_ notice: ClientNotice, number: Int) -> [UInt8]

  /// An audio delta around base64 of the received message (`payload`: byte offsets in it). The head is kept and only its event number
  /// patched, as long as `part` stays the same.
  mutating func audioDelta(_ payload: Range<Int>, of part: PartAddress, number: Int) -> Splice

  /// From now on the client is spoken to under `contract`.
  mutating func adopt(_ contract: ClientContract)
}
