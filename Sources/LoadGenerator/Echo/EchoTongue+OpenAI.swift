internal import WebSocket

extension EchoTongue {
  /// OpenAI's, with ids as long as theirs: what a gateway would have written for the same answer.
  static let openAI = EchoTongue(
    kind: .text,
    greeting: #"{"type":"session.created","event_id":"event_0123456789abcdef00001","session":\#(session)}"#,
    audioHead: #"{"type":"response.output_audio.delta","event_id":"event_0123456789abcdef00002",\#(part),"delta":""#,
    audioTail: #""}"#,
    answer: [
      #"{"type":"conversation.item.added","event_id":"event_0123456789abcdef00003","previous_item_id":null,"item":\#(question)}"#,
      #"{"type":"conversation.item.done","event_id":"event_0123456789abcdef00004","previous_item_id":null,"item":\#(question)}"#,
      #"{"type":"response.created","event_id":"event_0123456789abcdef00005","response":\#(response("in_progress", output: ""))}"#,
      #"{"type":"response.output_item.added","event_id":"event_0123456789abcdef00006",\#(output),"item":\#(item("in_progress", ""))}"#,
      #"{"type":"conversation.item.added","event_id":"event_0123456789abcdef00007","previous_item_id":"item_0123456789abcdef00001","item":\#(item("in_progress", ""))}"#,
      #"{"type":"response.content_part.added","event_id":"event_0123456789abcdef00008",\#(part),"part":{"type":"audio","transcript":""}}"#,
      #"{"type":"response.output_audio_transcript.delta","event_id":"event_0123456789abcdef00009",\#(part),"delta":"\#(words)"}"#,
      #"{"type":"response.output_audio.delta","event_id":"event_0123456789abcdef00010",\#(part),"delta":"\#(silence)"}"#,
      #"{"type":"response.output_audio.done","event_id":"event_0123456789abcdef00011",\#(part)}"#,
      #"{"type":"response.output_audio_transcript.done","event_id":"event_0123456789abcdef00012",\#(part),"transcript":"\#(words)"}"#,
      #"{"type":"response.content_part.done","event_id":"event_0123456789abcdef00013",\#(part),"part":\#(spoken)}"#,
      #"{"type":"response.output_item.done","event_id":"event_0123456789abcdef00014",\#(output),"item":\#(item("completed", spoken))}"#,
      #"{"type":"conversation.item.done","event_id":"event_0123456789abcdef00015","previous_item_id":"item_0123456789abcdef00001","item":\#(item("completed", spoken))}"#,
      #"{"type":"response.done","event_id":"event_0123456789abcdef00016","response":\#(response("completed", output: item("completed", spoken)))}"#,
    ])

  private static let session =
    #"{"id":"sess_0123456789abcdef00001","object":"realtime.session","type":"realtime","model":"echo","#
    + #""output_modalities":["audio"],"instructions":"","tools":[],"tool_choice":"auto","max_output_tokens":"inf","#
    + #""audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"transcription":null,"noise_reduction":null,"#
    + #""turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":500}},"#
    + #""output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy","speed":1.0}}}"#
  private static let output = #""response_id":"resp_0123456789abcdef00001","output_index":0"#
  private static let part =
    #""response_id":"resp_0123456789abcdef00001","item_id":"item_0123456789abcdef00002","output_index":0,"content_index":0"#
  private static let spoken = #"{"type":"output_audio","transcript":"\#(words)"}"#
  private static let question =
    #"{"id":"item_0123456789abcdef00001","object":"realtime.item","type":"message","status":"completed","role":"user","#
    + #""content":[{"type":"input_text","text":"What time does the ferry to the island leave on Sunday?"}]}"#

  private static func item(_ status: String, _ content: String) -> String {
    #"{"id":"item_0123456789abcdef00002","object":"realtime.item","type":"message","status":"\#(status)","#
      + #""role":"assistant","content":[\#(content)]}"#
  }

  private static func response(_ status: String, output: String) -> String {
    #"{"id":"resp_0123456789abcdef00001","object":"realtime.response","status":"\#(status)","status_details":null,"#
      + #""output":[\#(output)],"conversation_id":"conv_0123456789abcdef00001","output_modalities":["audio"],"#
      + #""max_output_tokens":"inf","usage":{"total_tokens":64,"input_tokens":24,"output_tokens":40},"metadata":null}"#
  }
}
