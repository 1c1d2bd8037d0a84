/// A text message to send: fixed text around one slice of the message just received.
///
/// The payload is base64 inside a JSON string, still escaped; it is copied once, into the outgoing frame.
package struct Splice: Equatable, Sendable {
  /// Written once per session or answer and shared; only an event number is patched in place.
  package var head: [UInt8]
  /// Byte offsets in the received message.
  package var payload: Range<Int>
  package var tail: [UInt8]

  package init(head: [UInt8], payload: Range<Int>, tail: [UInt8]) {
    self.head = head
    self.payload = payload
    self.tail = tail
  }

  /// Bytes of the whole message.
  package var byteCount: Int { head.count + payload.count + tail.count }
}
