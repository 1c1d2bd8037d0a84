import ByteJSON
package import Conversation

extension OpenAIRealtime {
  /// Costs no allocation while `part` stays the same and the last splice is gone: its head is ours alone again, and
  /// only the digits of the event's number change.
  package mutating func audioDelta(_ payload: Range<Int>, of part: PartAddress, number: Int) -> Splice {
    if deltaHead?.part != part { deltaHead = AudioDeltaHead(part, type: wire.audioDelta, eventIDs) }
    deltaHead?.renumber(number)
    return Splice(head: deltaHead?.bytes ?? [], payload: payload, tail: AudioDeltaHead.tail)
  }
}

/// Everything of an audio delta that stands before its base64, kept for the next one.
struct AudioDeltaHead: Equatable, Sendable {
  let part: PartAddress
  private(set) var bytes: [UInt8]
  private let number: FixedWidthNumber

  static let tail = Array(#""}"#.utf8)

  init(_ part: PartAddress, type: String, _ eventIDs: EventIDs) {
    var writer = JSONWriter()
    var number = FixedWidthNumber(offset: 0, width: 0)
    var gap = 0
    writer.object {
      $0.member("type", type)
      number = eventIDs.write(0, to: &$0)
      $0.address(part)
      gap = $0.gap("delta")
    }
    self.part = part
    self.number = number
    bytes = writer.frame(cutAt: gap).head
  }

  mutating func renumber(_ value: Int) { number.patch(&bytes, with: UInt64(clamping: value)) }
}
