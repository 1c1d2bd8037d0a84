import Conversation
import Testing

@testable import Dialects

@Suite("What clients get wrong")
struct ClientMistakesTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var event: String
    var code: String
    var param: String?
    var testDescription: String { "\(code) \(param ?? "-"): \(event.prefix(80))" }

    init(_ event: String, _ code: String, _ param: String?) {
      self.event = event
      self.code = code
      self.param = param
    }

    static func session(_ fields: String, _ code: String, _ param: String) -> Mistake {
      Mistake(#"{"type":"session.update","session":{"type":"realtime",\#(fields)}}"#, code, "session." + param)
    }

    static func detection(_ fields: String, _ code: String, _ param: String) -> Mistake {
      session(#""audio":{"input":{"turn_detection":{\#(fields)}}}"#, code, "audio.input.turn_detection" + param)
    }

    static func response(_ fields: String, _ code: String, _ param: String) -> Mistake {
      Mistake(#"{"type":"response.create","response":{\#(fields)}}"#, code, "response." + param)
    }

    static func item(_ fields: String, _ code: String, _ param: String) -> Mistake {
      Mistake(#"{"type":"conversation.item.create","item":{\#(fields)}}"#, code, "item" + param)
    }

    static func part(_ fields: String, role: String = "user", _ code: String, _ param: String) -> Mistake {
      item(#""type":"message","role":"\#(role)","content":[{\#(fields)}]"#, code, ".content[0]" + param)
    }
  }

  static let messages = [
    Mistake("", "invalid_event", nil), Mistake("hello", "invalid_event", nil), Mistake("{", "invalid_event", nil),
    Mistake("[]", "invalid_event", nil), Mistake("null", "invalid_event", nil), Mistake("{}", "invalid_event", nil),
    Mistake(#"{"event_id":"e"}"#, "invalid_event", nil), Mistake(#"{"type":null}"#, "invalid_type", "type"),
    Mistake(#"{"type":7}"#, "invalid_type", "type"), Mistake(#"{"type":"session.updated"}"#, "invalid_value", "type"),
    Mistake(#"{"type":"response.create","event_id":1}"#, "invalid_type", "event_id"),
    Mistake(
      #"{"type":"response.create","event_id":"\#(String(repeating: "é", count: 513))"}"#,
      "string_above_max_length", "event_id"),
    Mistake(
      #"{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"\#(String(repeating: "e", count: 513))"}"#,
      "string_above_max_length", "event_id"),
    Mistake(#"{"type":"input_audio_buffer.append"}"#, "missing_required_parameter", "audio"),
    Mistake(#"{"type":"input_audio_buffer.append","audio":null}"#, "invalid_type", "audio"),
    Mistake(#"{"type":"input_audio_buffer.append","audio":[1]}"#, "invalid_type", "audio"),
    Mistake(#"{"type":"session.update"}"#, "missing_required_parameter", "session"),
    Mistake(#"{"type":"session.update","session":[]}"#, "invalid_type", "session"),
    Mistake(#"{"type":"conversation.item.create"}"#, "missing_required_parameter", "item"),
    Mistake(#"{"type":"conversation.item.retrieve"}"#, "missing_required_parameter", "item_id"),
    Mistake(#"{"type":"conversation.item.retrieve","item_id":null}"#, "invalid_type", "item_id"),
    Mistake(#"{"type":"conversation.item.delete","item_id":""}"#, "invalid_value", "item_id"),
    Mistake(
      #"{"type":"conversation.item.truncate","item_id":"i","content_index":0}"#, "missing_required_parameter",
      "audio_end_ms"),
    Mistake(
      #"{"type":"conversation.item.truncate","item_id":"i","content_index":-1,"audio_end_ms":1}"#,
      "integer_below_min_value", "content_index"),
    Mistake(
      #"{"type":"conversation.item.truncate","item_id":"i","content_index":0,"audio_end_ms":1.5}"#, "invalid_type",
      "audio_end_ms"),
    Mistake(#"{"type":"response.create","response":"now"}"#, "invalid_type", "response"),
    Mistake(#"{"type":"response.cancel","response_id":3}"#, "invalid_type", "response_id"),
    Mistake(#"{"type":"output_audio_buffer.clear"}"#, "unsupported_feature", "type"),
    Mistake(#"{"type":"transcription_session.update"}"#, "missing_required_parameter", "session"),
    Mistake(
      #"{"type":"transcription_session.update","session":{"instructions":"x"}}"#, "unknown_parameter",
      "session.instructions"),
  ]

  static let sessions: [Mistake] = [
    .session(#""type":"chat""#, "invalid_value", "type"),
    .session(#""type":"translation""#, "invalid_value", "type"),
    .session(#""instruction":"x""#, "unknown_parameter", "instruction"),
    .session(#""instructions":null"#, "invalid_type", "instructions"),
    .session(#""output_modalities":["text","audio"]"#, "invalid_value", "output_modalities"),
    .session(#""output_modalities":[]"#, "invalid_value", "output_modalities"),
    .session(#""output_modalities":["video"]"#, "invalid_value", "output_modalities[0]"),
    .session(#""modalities":"text""#, "invalid_type", "modalities"),
    .session(#""voice":"""#, "invalid_value", "voice"), .session(#""voice":1"#, "invalid_type", "voice"),
    .session(#""audio":{"output":{"voice":{}}}"#, "missing_required_parameter", "audio.output.voice.id"),
    .session(#""audio":{"output":{"speed":0.1}}"#, "decimal_below_min_value", "audio.output.speed"),
    .session(#""speed":2"#, "decimal_above_max_value", "speed"),
    .session(#""audio":{"outputs":{}}"#, "unknown_parameter", "audio.outputs"),
    .session(#""audio":{"input":{"voice":"x"}}"#, "unknown_parameter", "audio.input.voice"),
    .session(#""audio":{"input":null}"#, "invalid_type", "audio.input"),
    .session(#""audio":{"input":{"format":{"rate":1}}}"#, "missing_required_parameter", "audio.input.format.type"),
    .session(
      #""audio":{"input":{"format":{"type":"audio/pcm","rate":44100}}}"#, "invalid_value", "audio.input.format.rate"),
    .session(#""audio":{"input":{"format":{"type":"audio/opus"}}}"#, "invalid_value", "audio.input.format.type"),
    .session(#""input_audio_format":"mp3""#, "invalid_value", "input_audio_format"),
    .session(#""input_audio_transcription":true"#, "invalid_type", "input_audio_transcription"),
    .session(
      #""audio":{"input":{"transcription":{"modell":"x"}}}"#, "unknown_parameter", "audio.input.transcription.modell"),
    .session(
      #""audio":{"input":{"noise_reduction":{"type":"x"}}}"#, "invalid_value", "audio.input.noise_reduction.type"),
    .session(#""temperature":0.5"#, "decimal_below_min_value", "temperature"),
    .session(#""temperature":1e999"#, "decimal_above_max_value", "temperature"),
    .session(#""temperature":"hot""#, "invalid_type", "temperature"),
    .session(#""max_output_tokens":0"#, "integer_below_min_value", "max_output_tokens"),
    .session(#""max_response_output_tokens":4097"#, "integer_above_max_value", "max_response_output_tokens"),
    .session(#""max_output_tokens":"all""#, "invalid_value", "max_output_tokens"),
    .session(#""max_output_tokens":12.5"#, "invalid_type", "max_output_tokens"),
    .session(#""truncation":"some""#, "invalid_value", "truncation"),
    .session(
      #""truncation":{"type":"retention_ratio","retention_ratio":2}"#, "decimal_above_max_value",
      "truncation.retention_ratio"),
    .session(#""tracing":{"group_id":1}"#, "invalid_type", "tracing.group_id"),
    .session(#""prompt":{"id":"p"}"#, "unsupported_feature", "prompt"),
    .session(#""include":[1]"#, "invalid_type", "include[0]"),
    .detection("", "missing_required_parameter", ".type"),
    .detection(#""type":"none""#, "invalid_value", ".type"),
    .detection(#""type":"server_vad","threshold":1.1"#, "decimal_above_max_value", ".threshold"),
    .detection(#""type":"server_vad","threshold":"low""#, "invalid_type", ".threshold"),
    .detection(#""type":"server_vad","prefix_padding_ms":-1"#, "integer_below_min_value", ".prefix_padding_ms"),
    .detection(#""type":"server_vad","silence_duration_ms":"x""#, "invalid_type", ".silence_duration_ms"),
    .detection(#""type":"server_vad","silence_ms":5"#, "unknown_parameter", ".silence_ms"),
    .detection(#""type":"server_vad","idle_timeout_ms":4000"#, "integer_below_min_value", ".idle_timeout_ms"),
    .detection(#""type":"server_vad","idle_timeout_ms":30001"#, "integer_above_max_value", ".idle_timeout_ms"),
    .detection(#""type":"server_vad","interrupt_response":1"#, "invalid_type", ".interrupt_response"),
    .detection(#""type":"semantic_vad","eagerness":"slow""#, "invalid_value", ".eagerness"),
  ]

  static let responses: [Mistake] = [
    .response(#""modality":["text"]"#, "unknown_parameter", "modality"),
    .response(#""conversation":"other""#, "invalid_value", "conversation"),
    .response(#""conversation":1"#, "invalid_type", "conversation"),
    .response(#""input":{}"#, "invalid_type", "input"),
    .response(#""input":[{}]"#, "missing_required_parameter", "input[0].type"),
    .response(#""input":[{"type":"item_reference"}]"#, "missing_required_parameter", "input[0].id"),
    .response(#""input":[{"type":"message","role":"user","content":[]}]"#, "invalid_value", "input[0].content"),
    .response(#""metadata":{"a":1}"#, "invalid_type", "metadata.a"),
    .response(#""metadata":[]"#, "invalid_type", "metadata"),
    .response(#""metadata":{"\#(String(repeating: "k", count: 65))":"v"}"#, "string_above_max_length", "metadata key"),
    .response(#""metadata":{"k":"\#(String(repeating: "v", count: 513))"}"#, "string_above_max_length", "metadata.k"),
    .response(
      #""metadata":{\#((1...17).map { "\"\($0)\":\"v\"" }.joined(separator: ","))}"#, "invalid_value", "metadata"),
    .response(#""audio":{"input":{}}"#, "unknown_parameter", "audio.input"),
    .response(#""max_output_tokens":5000"#, "integer_above_max_value", "max_output_tokens"),
    .response(#""prompt":{"id":"p"}"#, "unsupported_feature", "prompt"),
  ]

  static let items: [Mistake] = [
    .item("", "missing_required_parameter", ".type"), .item(#""type":"note""#, "invalid_value", ".type"),
    .item(#""type":"message""#, "missing_required_parameter", ".role"),
    .item(#""type":"message","role":"tool""#, "invalid_value", ".role"),
    .item(#""type":"message","role":"user""#, "missing_required_parameter", ".content"),
    .item(#""type":"message","role":"user","content":"hi""#, "invalid_type", ".content"),
    .item(#""type":"message","role":"user","content":[]"#, "invalid_value", ".content"),
    .item(#""type":"message","role":"user","content":["hi"]"#, "invalid_type", ".content[0]"),
    .item(#""id":"""#, "invalid_value", ".id"),
    .item(#""id":"\#(String(repeating: "i", count: 513))""#, "string_above_max_length", ".id"),
    .item(#""status":"done""#, "invalid_value", ".status"),
    .part("", "missing_required_parameter", ".type"), .part(#""type":"text","text":"x""#, "invalid_value", ".type"),
    .part(#""type":"input_text""#, "missing_required_parameter", ".text"),
    .part(#""type":"input_text","text":null"#, "invalid_type", ".text"),
    .part(#""type":"input_image","image_url":"data:""#, "unsupported_feature", ".image_url"),
    .part(#""type":"input_image","image_url":"http://a/b.png""#, "unsupported_feature", ".image_url"),
    .part(#""type":"input_image","image_url":"data:image/gif;base64,AAAA""#, "invalid_value", ".image_url"),
    .part(#""type":"input_image","image_url":"data:image/png;base64,AAA""#, "invalid_value", ".image_url"),
    .part(#""type":"input_audio""#, "missing_required_parameter", ".audio"),
    .part(#""type":"input_audio","audio":"AA_A""#, "invalid_value", ".audio"),
    .part(#""type":"output_text","text":"x""#, role: "system", "invalid_value", ".type"),
    .part(#""type":"output_audio","transcript":"x""#, role: "assistant", "invalid_value", ".type"),
    Mistake(#"{"type":"conversation.item.create","item":7}"#, "invalid_type", "item"),
    Mistake(
      #"""
      {"type":"conversation.item.create","previous_item_id":"",
      "item":{"type":"message","role":"user","content":[{"type":"input_text","text":"x"}]}}
      """#, "invalid_value", "previous_item_id"),
  ]

  @Test(
    "Each mistake is refused with its code and the field at fault", arguments: messages + sessions + responses + items)
  func refused(mistake: Mistake) {
    let fault = OpenAIRealtime.speaking(.ga).reading(mistake.event).fault
    #expect(fault?.code == mistake.code, "\(fault?.message ?? "accepted")")
    #expect(fault?.param == mistake.param)
    #expect(fault?.kind == .invalidRequest)
    #expect(fault?.message.isEmpty == false)
  }

  @Test("A refusal names the client's event wherever its id can be found")
  func eventID() {
    let dialect = OpenAIRealtime.speaking(.beta)
    for event in [
      #"{"type":"nothing","event_id":"evt_9"}"#, #"{"event_id":"evt_9"}"#,
      #"{"type":"input_audio_buffer.append","event_id":"evt_9"}"#,
      #"{"type":"response.create","response":{"tools":1},"event_id":"evt_9"}"#,
    ] {
      #expect(dialect.reading(event).fault?.eventID == "evt_9", "\(event)")
    }
  }

  @Test("Messages say in a sentence what was expected, and never repeat a long value")
  func messageTexts() {
    let dialect = OpenAIRealtime.speaking(.beta)
    let range = dialect.reading(#"{"type":"session.update","session":{"temperature":2}}"#).fault
    #expect(
      range?.message
        == "Invalid 'session.temperature': decimal above maximum value. Expected a value <= 1.2, but got 2 instead.")
    let long = String(repeating: "x\u{301}", count: 100_000)
    #expect((dialect.reading(#"{"type":"\#(long)"}"#).fault?.message.utf8.count ?? .max) < 600)
    let unknown = dialect.reading(#"{"type":"session.update","session":{"\#(long)":1}}"#).fault
    #expect((unknown?.message.utf8.count ?? .max) < 600 && (unknown?.param?.utf8.count ?? .max) < 300)
  }
}
