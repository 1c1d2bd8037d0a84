import Conversation
import Testing

@testable import Dialects

@Suite("Audio deltas")
struct AudioDeltaTests {
  let part = PartAddress(responseID: "resp_1", itemID: "item_1", outputIndex: 0)

  @Test("The payload is spliced into an event of the client's generation")
  func splice() {
    let received = Array(#"{"inlineData":{"data":"AAABAAIA"}}"#.utf8)
    let payload = 23..<31
    var beta = OpenAIRealtime.speaking(.beta)
    #expect(
      text(beta.audioDelta(payload, of: part, number: 41), received)
        == #"{"type":"response.audio.delta","event_id":"event_t000041","response_id":"resp_1","item_id":"item_1","#
        + #""output_index":0,"content_index":0,"delta":"AAABAAIA"}"#)
    var ga = OpenAIRealtime.speaking(.ga)
    #expect(
      text(ga.audioDelta(payload, of: part, number: 1), received).hasPrefix(#"{"type":"response.output_audio.delta""#))
  }

  @Test("The next frame of a part reuses the head: same memory, another number")
  func reuse() {
    var dialect = OpenAIRealtime.speaking(.ga)
    func headAddress(_ number: Int) -> (Int, String) {
      let splice = dialect.audioDelta(0..<0, of: part, number: number)
      return (splice.head.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }, text(splice, []))
    }
    let (first, firstText) = headAddress(1)
    let (second, secondText) = headAddress(2)
    #expect(first == second)
    #expect(firstText.contains("event_t000001") && secondText.contains("event_t000002"))
  }

  @Test("A splice that is still held is never changed by the next one")
  func held() {
    var dialect = OpenAIRealtime.speaking(.ga)
    let held = dialect.audioDelta(0..<0, of: part, number: 1)
    let next = dialect.audioDelta(0..<0, of: part, number: 2)
    #expect(text(held, []).contains("event_t000001"))
    #expect(text(next, []).contains("event_t000002"))
  }

  @Test("Another part, or another contract, gets another head")
  func otherPart() {
    var dialect = OpenAIRealtime.speaking(.plain, .movable)
    _ = dialect.audioDelta(0..<0, of: part, number: 1)
    let other = PartAddress(responseID: "resp_1", itemID: "item_2", outputIndex: 1)
    #expect(text(dialect.audioDelta(0..<0, of: other, number: 2), []).contains(#""item_id":"item_2","output_index":1"#))
    dialect.adopt(ContractClaim(.ga, .settled))
    #expect(text(dialect.audioDelta(0..<0, of: other, number: 3), []).contains("response.output_audio.delta"))
  }

  private func text(_ splice: Splice, _ received: [UInt8]) -> String {
    String(decoding: splice.head + received[splice.payload] + splice.tail, as: UTF8.self)
  }
}
