import ByteJSON
import Conversation
import Foundation
import Testing

@testable import Dialects

@Suite("Writing the server's events")
struct EncodeNoticesTests {
  @Test("Each event is the reference's example, member for member", arguments: [ClientContract.ga, .beta])
  func examples(contract: ClientContract) throws {
    let dialect = OpenAIRealtime.speaking(contract)
    let generation = contract == .ga ? "ga" : "beta"
    let reference = try ReferenceExamples()
    for notice in NoticeSamples(contract: contract).examples {
      for message in dialect.writing(notice) {
        var event = try object(message)
        let type = try #require(event["type"] as? String)
        var example = try #require(reference.event(generation, "server", type), "\(type)")
        #expect((event.removeValue(forKey: "event_id") as? String)?.hasPrefix("event_t00000") == true)
        example.removeValue(forKey: "event_id")
        #expect(event as NSDictionary == example as NSDictionary, "\(message)")
      }
    }
  }

  /// `scripts/validate-events.py` reads what this writes.
  @Test("Every notice is written in both generations, for the schemas to judge")
  func emitted() throws {
    var lines: [String] = []
    var kinds: Set<NoticeKind> = []
    for contract in ClientContract.allCases {
      var dialect = OpenAIRealtime.speaking(contract)
      let samples = NoticeSamples(contract: contract)
      let generation = contract == .ga ? "ga" : "beta"
      for notice in samples.examples + samples.variants {
        kinds.insert(NoticeKind(notice))
        for message in dialect.writing(notice) {
          _ = try object(message)
          lines.append(line(generation, message))
        }
      }
      let splice = dialect.audioDelta(0..<0, of: NoticeSamples.part, number: 7)
      lines.append(line(generation, String(decoding: splice.head + Array("AAAA".utf8) + splice.tail, as: UTF8.self)))
      var view = samples.view
      view.shapes = .both
      let both = try #require(dialect.writing(.sessionUpdated(view)).first)
      lines += [line("ga", both), line("beta", both)]
    }
    #expect(kinds == Set(NoticeKind.allCases))
    try PackageFiles.emit(lines, as: "openai-realtime")
  }

  @Test("Beta starts in two messages with their own numbers, and has no word for the end of an item")
  func counts() {
    for (contract, created, done) in [(ClientContract.ga, 1, 1), (.beta, 2, 0), (.plain, 2, 0)] {
      var dialect = OpenAIRealtime.speaking(contract)
      let samples = NoticeSamples(contract: contract)
      var numbers = 5
      let messages = dialect.encode(.sessionCreated(samples.view, conversationID: "conv_C1"), numbers: &numbers)
      #expect(messages.count == created && numbers == 5 + created)
      for (offset, message) in messages.enumerated() {
        #expect(String(decoding: message, as: UTF8.self).contains(#""event_id":"event_t00000\#(6 + offset)""#))
      }
      let ended = dialect.encode(.itemDone(NoticeSamples.spoken, previous: nil), numbers: &numbers)
      #expect(ended.count == done && numbers == 5 + created + done)
    }
  }

  @Test("Messages and audio deltas share one row of numbers")
  func sharedNumbers() {
    var dialect = OpenAIRealtime.speaking(.beta)
    var numbers = 0
    var texts = dialect.encode(.audioCleared, numbers: &numbers)
    numbers += 1
    texts.append(dialect.audioDelta(0..<0, of: NoticeSamples.part, number: numbers).head)
    texts += dialect.encode(.audioCleared, numbers: &numbers)
    for (offset, text) in texts.enumerated() {
      #expect(String(decoding: text, as: UTF8.self).contains(#""event_id":"event_t00000\#(1 + offset)""#))
    }
    #expect(texts.count == 3 && numbers == 3)
  }

  @Test("A client that may still move gets a session of both shapes, with the true input rate")
  func bothShapes() throws {
    var view = NoticeSamples(contract: .plain).view
    view.effective = SessionConfiguration(defaultsOf: .plain)
    view.shapes = .both
    let message = OpenAIRealtime.speaking(.plain, .movable).writing(.sessionUpdated(view))[0]
    let session = try #require(try object(message)["session"] as? [String: Any])
    #expect(session["type"] as? String == "realtime")
    #expect(session["modalities"] as? [String] == ["audio", "text"])
    #expect(session["output_modalities"] as? [String] == ["audio"])
    #expect(session["input_audio_format"] as? String == "pcm16")
    #expect(session["x_input_rate"] as? Int == 16_000)
    #expect(session["x_output_rate"] == nil)
    #expect(session["voice"] as? String == "default")
    #expect(session["temperature"] == nil)
    let audio = try #require(session["audio"] as? [String: [String: Any]])
    #expect((audio["input"]?["format"] as? [String: Any])?["rate"] as? Int == 24_000)
  }

  @Test("Metadata comes back byte for byte")
  func metadata() throws {
    var response = NoticeSamples(contract: .ga).created
    response.metadata = RawJSON(validating: #"{"b":"1","a":"\u00e9/\/"}"#)
    let message = OpenAIRealtime.speaking(.ga).writing(.responseCreated(response, .init(defaultsOf: .ga)))[0]
    #expect(message.contains(#""metadata":{"b":"1","a":"\u00e9/\/"}"#))
  }

  private func object(_ message: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(message.utf8)) as? [String: Any])
  }

  private func line(_ generation: String, _ message: String) -> String {
    #"{"dialect":"\#(generation)","side":"server","message":\#(message)}"#
  }
}
