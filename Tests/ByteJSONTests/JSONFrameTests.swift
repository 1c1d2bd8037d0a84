import Testing

@testable import ByteJSON

@Suite("Frames for splices")
struct JSONFrameTests {
  @Test("A gap cuts the text between its quotes")
  func gap() {
    var writer = JSONWriter()
    var gap = 0
    writer.object {
      $0.member("type", "delta")
      gap = $0.gap("audio")
      $0.member("index", 0)
    }
    let frame = writer.frame(cutAt: gap)
    #expect(String(decoding: frame.head, as: UTF8.self) == #"{"type":"delta","audio":""#)
    #expect(String(decoding: frame.tail, as: UTF8.self) == #"","index":0}"#)
  }

  @Test("A counter in the head is patched in place")
  func counter() {
    var writer = JSONWriter()
    var number = FixedWidthNumber(offset: 0, width: 1)
    var gap = 0
    writer.object {
      number = $0.member("event_id", prefix: "event_", counter: 7, width: 8)
      gap = $0.gap("audio")
    }
    var head = writer.frame(cutAt: gap).head
    #expect(String(decoding: head, as: UTF8.self) == #"{"event_id":"event_00000007","audio":""#)
    let address = head.withUnsafeBufferPointer { $0.baseAddress }
    for (value, digits) in [(8, "00000008"), (12_345_678, "12345678"), (1_012_345_678, "12345678")]
      as [(UInt64, String)]
    {
      number.patch(&head, with: value)
      #expect(String(decoding: head, as: UTF8.self) == #"{"event_id":"event_\#(digits)","audio":""#)
      #expect(head.withUnsafeBufferPointer { $0.baseAddress } == address)
    }
  }

  @Test("A number outside the bytes changes nothing")
  func outside() {
    var bytes = Array("abc".utf8)
    FixedWidthNumber(offset: 2, width: 4).patch(&bytes, with: 1234)
    #expect(bytes == Array("ab1".utf8))
    FixedWidthNumber(offset: -3, width: 3).patch(&bytes, with: 9)
    #expect(bytes == Array("ab1".utf8))
  }
}
