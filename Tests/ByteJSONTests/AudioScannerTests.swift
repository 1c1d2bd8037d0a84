import Testing

@testable import ByteJSON

@Suite("Audio scanner")
struct AudioScannerTests {
  private func append(_ text: String) -> AppendFrame? { AudioScanner.append(Array(text.utf8).span.bytes) }

  private func modelAudio(_ text: String) -> ModelAudioFrame? { AudioScanner.modelAudio(Array(text.utf8).span.bytes) }

  private func part(_ range: Range<Int>?, of text: String) -> String? {
    range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }

  @Test(
    "An append is recognised in any order and spacing",
    arguments: [
      #"{"type":"input_audio_buffer.append","audio":"AA/+","event_id":"e 1"}"#,
      #"{"event_id":"e 1","audio":"AA/+","type":"input_audio_buffer.append"}"#,
      "\n{ \"audio\" :\t\"AA/+\" ,\r\n\"type\": \"input_audio_buffer.append\" , \"event_id\":\"e 1\" } ",
    ])
  func append(text: String) {
    let frame = append(text)
    #expect(part(frame?.audio, of: text) == "AA/+")
    #expect(part(frame?.eventID, of: text) == "e 1")
    #expect(frame?.escaped == false)
  }

  @Test("The event id may be absent and the audio empty")
  func shortest() {
    let frame = append(#"{"type":"input_audio_buffer.append","audio":""}"#)
    #expect(frame == AppendFrame(audio: 45..<45, eventID: nil, escaped: false))
  }

  @Test("Escaped slashes in the audio are announced")
  func escapedSlash() {
    #expect(append(#"{"type":"input_audio_buffer.append","audio":"AA\/A\/\/="}"#)?.escaped == true)
  }

  @Test(
    "An append with anything unusual is left to the general reader",
    arguments: [
      "", "{", "{}", "[]", "null", #"{"type":"input_audio_buffer.append"}"#, #"{"audio":"AAAA"}"#,
      #"{"type":"input_audio_buffer.commit","audio":"AAAA"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA",}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA"}}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA"},"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","audio":"BBBB"}"#,
      #"{"type":"input_audio_buffer.append","type":"input_audio_buffer.append","audio":"AAAA"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"a","event_id":"b"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":null}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"a\"b"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"a\/b"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"é"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAAA","extra":1}"#,
      #"{"type":"input_audio_buffer.append","audi\u006f":"AAAA"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AA\nAA"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AA\\/AA"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AA\"}"#,
      #"{"type":"input_audio_buffer.append","audio":"AAé"}"#, #"{"type":"input_audio_buffer.append","audio":null}"#,
      #"{"type":"input_audio_buffer.append" "audio":"AAAA"}"#, #"{"type":"input_audio_buffer.append","audio" "AAAA"}"#,
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AA\nAA\"}",
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AA\u{0}A\"}",
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\"}\u{0}",
    ])
  func unusualAppend(text: String) {
    #expect(append(text) == nil)
  }

  @Test(
    "A message of nothing but audio is recognised, in both spellings",
    arguments: [
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AA/+"}}]}}}"#,
      #"{"server_content":{"model_turn":{"parts":[{"inline_data":{"data":"AA/+","#
        + #""mime_type":"audio/pcm;rate=24000"}}]}}}"#,
      #" { "serverContent" : { "modelTurn" : { "role" : "model" , "parts" : [ { "inlineData" : { "data" : "AA/+" , "#
        + #""mimeType" : "audio/pcm;rate=24000" } } ] } } } "#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AA/+"}}],"#
        + #""role":"model"}}}"#,
    ])
  func modelAudio(text: String) {
    let frame = modelAudio(text)
    #expect(part(frame?.data, of: text) == "AA/+")
    #expect(part(frame?.mimeType, of: text) == "audio/pcm;rate=24000")
    #expect(frame?.escaped == false)
  }

  @Test(
    "A model's message with anything else is left to the general reader",
    arguments: [
      #"{"serverContent":{"modelTurn":{"parts":[]}}}"#, #"{"serverContent":{"turnComplete":true}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"text":"hi"}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"data":"AAAA"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"thought":true,"#
        + #""inlineData":{"mimeType":"audio/pcm","data":"AA"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"AA"}},"#
        + #"{"inlineData":{"mimeType":"audio/pcm","data":"AA"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"AA"}}]},"#
        + #""turnComplete":true}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"AA"}}]}},"#
        + #""usageMetadata":{}}"#,
      #"{"serverContent":{"modelTurn":{"role":"user","parts":[{"inlineData":{"mimeType":"audio/pcm","data":"AA"}}]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","mime_type":"audio/pcm","#
        + #""data":""}}]}}}"#,
    ])
  func unusualModelAudio(text: String) {
    #expect(modelAudio(text) == nil)
  }

  @Test("No beginning of a message is taken for a whole one")
  func beginnings() {
    let client = Array(#"{"type":"input_audio_buffer.append","audio":"AA\/A","event_id":"e"}"#.utf8)
    for count in 0..<client.count { #expect(AudioScanner.append(client.span.extracting(0..<count).bytes) == nil) }
    let model = Array(
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"AAAA"}}]}}}"#.utf8)
    for count in 0..<model.count { #expect(AudioScanner.modelAudio(model.span.extracting(0..<count).bytes) == nil) }
  }
}
