/// A wire protocol that clients speak. Created per call and owned by its `Bridge`; values only.
package protocol ClientDialect: Sendable {
  /// Reads one message. Never fails: what cannot be read is `.refused` with the error to send.
  /// The plain audio append must cost no allocation.
  mutating func decode(_ message: RawSpan) -> ClientEvent

  /// The complete messages for a notice, in order: mostly one, two where the wire says it in two, none where it has no
  /// word for it. `numbers` is the last event number in use; each message takes the next one for its `event_id`.
  mutating func encode(_ notice: ClientNotice, numbers: inout Int) -> [[UInt8]]

  /// An audio delta around base64 of the received message (`payload`: byte offsets in it). The head is kept and only
  /// its event number patched, as long as `part` stays the same.
  mutating func audioDelta(_ payload: Range<Int>, of part: PartAddress, number: Int) -> Splice

  /// The number in an `event_id` of this call; nil: it is none.
  func eventNumber(of id: String) -> Int?

  /// From now on the client is spoken to under the claim's contract. While the claim is movable, an event of another
  /// generation is read as evidence; once it is settled, as that generation's rules have it.
  mutating func adopt(_ claim: ContractClaim)
}
