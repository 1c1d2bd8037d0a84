import ByteJSON
import Testing
import VoiceAudio

@testable import GatewayServer

@Suite("What a capture keeps")
struct CaptureScrubberTests {
  private func scrubber(keepsAudio: Bool = false) -> CaptureScrubber {
    CaptureScrubber(idPrefix: "Ab3xYz7800001", projects: ["acme-voice-413712"], keepsAudio: keepsAudio)
  }

  private func scrub(_ text: String, _ scrubber: CaptureScrubber? = nil) throws -> String {
    var scrubber = scrubber ?? self.scrubber()
    let scrubbed = scrubber.scrubbed(Array(text.utf8))
    return try #require(scrubbed).text
  }

  private func base64(_ samples: [Int16]) -> String {
    var bytes: [UInt8] = []
    for sample in samples {
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    var text: [UInt8] = []
    Base64.encode(bytes.span.bytes, appendingTo: &text)
    return String(decoding: text, as: UTF8.self)
  }

  @Test("Voices become named sounds of the same length, unless they are wanted")
  func sounds() throws {
    let loud = base64([Int16](repeating: 9_000, count: 480))
    let append = #"{"type":"input_audio_buffer.append","audio":"\#(loud)"}"#
    #expect(try scrub(append) == #"{"type":"input_audio_buffer.append","audio":"$speech 20ms 24000Hz"}"#)
    #expect(try scrub(append, scrubber(keepsAudio: true)) == append)
    let quiet = base64([Int16](repeating: 2, count: 640))
    let up = #"{"realtimeInput":{"audio":{"data":"\#(quiet)","mimeType":"audio/pcm;rate=16000"}}}"#
    #expect(try scrub(up).contains(#""data":"$silence 40ms 16000Hz""#))
    let delta = #"{"type":"response.output_audio.delta","delta":"\#(loud)"}"#
    #expect(try scrub(delta).contains("$speech 20ms 24000Hz"))
  }

  @Test("Text of the same names is text")
  func text() throws {
    let delta = #"{"type":"response.output_text.delta","delta":"Hello"}"#
    #expect(try scrub(delta) == delta)
    let number = #"{"n":1.50e3,"data":"x"}"#
    #expect(try scrub(number) == number)
  }

  @Test("Ids are as short as a story's; handles and tokens give no access; the project has no name")
  func secrets() throws {
    var scrubber = scrubber()
    #expect(try scrub(#"{"item_id":"item_Ab3xYz780000100000012"}"#) == #"{"item_id":"item_12"}"#)
    let first = #"{"sessionResumptionUpdate":{"newHandle":"very-secret-a","resumable":true}}"#
    let second = #"{"setup":{"sessionResumption":{"handle":"very-secret-a"}}}"#
    let given = scrubber.scrubbed(Array(first.utf8))?.text
    let used = scrubber.scrubbed(Array(second.utf8))?.text
    #expect(given?.contains(#""newHandle":"handle-1""#) == true)
    #expect(used?.contains(#""handle":"handle-1""#) == true)
    #expect(try !scrub(#"{"session":{"reattach_token":"very-secret"}}"#).contains("very-secret"))
    #expect(try scrub(#"{"model":"projects/acme-voice-413712/x"}"#) == #"{"model":"projects/a-project/x"}"#)
  }

  @Test("Pictures become one pixel")
  func images() throws {
    let part = #"{"type":"input_image","image_url":"data:image/jpeg;base64,\#(String(repeating: "A", count: 400))"}"#
    #expect(try scrub(part).contains("data:image/png;base64,iVBOR"))
    #expect(try scrub(part).count < 250)
  }

  @Test("What is no JSON is not scrubbed but told apart")
  func broken() {
    var scrubber = scrubber()
    let scrubbed = scrubber.scrubbed(Array("{oops".utf8))
    #expect(scrubbed == nil)
  }
}
