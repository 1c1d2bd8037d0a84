/// What random calls are mostly made of: events that mean something, by hand. `OddEvents` has everything else that the
/// schemas know. `$ITEM` and `$CALL` become ids that were announced, `$PICTURE` base64 that nothing else has.
enum RandomEvents {
  static let client: [String] = clientTexts.map(JSONText.normalised)
  static let upstream: [String] = upstreamTexts.map(JSONText.normalised)

  private static let clientTexts: [String] = [
    item("user", "input_text", "Hi"),
    item("user", "input_text", "Yes"),
    item("system", "input_text", "Be"),
    item("assistant", "output_text", "So"),
    item("user", "input_text", "First", more: #","previous_item_id":"root""#),
    item("user", "input_text", "After", id: #""id":"item_x","#, more: #","previous_item_id":"$ITEM""#),
    picture("input_text", #""text":"Look""#), picture(), picture(), picture(), picture(),
    #"{"type":"response.create","response":{"conversation":"none","input":[\#(shown)]}}"#,
    recording(#""audio":"\#(recorded)""#), recording(#""audio":"\#(recorded)","transcript":"Hm""#),
    recording(#""transcript":"Yes""#), recording(#""audio":"AAEC""#),
    create, create, create,
    #"{"type":"response.create","event_id":"e","response":{"metadata":{"k":"v"}}}"#,
    #"{"type":"response.create","response":{"modalities":["text"]}}"#,
    #"{"type":"response.create","response":{"output_modalities":["audio"]}}"#,
    #"{"type":"response.create","response":{"instructions":"Whisper."}}"#,
    #"{"type":"response.create","response":{"conversation":"none","metadata":{"k":"v"}}}"#,
    #"{"type":"response.create","response":{"conversation":"none","output_modalities":["text"],"input":[]}}"#,
    #"{"type":"response.create","response":{"conversation":"none","instructions":"Sum up.","input":[\#(reference)]}}"#,
    #"{"type":"response.create","response":{"input":[\#(reference)]}}"#,
    #"{"type":"response.cancel","response_id":"$OUTSIDE"}"#,
    #"{"type":"response.cancel"}"#, #"{"type":"response.cancel","event_id":"c"}"#,
    #"{"type":"response.cancel","response_id":"resp_0"}"#,
    #"{"type":"input_audio_buffer.commit"}"#, #"{"type":"input_audio_buffer.clear"}"#,
    #"{"type":"conversation.item.retrieve","item_id":"$ITEM"}"#,
    #"{"type":"conversation.item.delete","item_id":"$ITEM"}"#,
    #"{"type":"conversation.item.truncate","item_id":"$ITEM","content_index":0,"audio_end_ms":50}"#,
    #"{"type":"session.update","session":{"type":"realtime","output_modalities":["text"]}}"#,
    #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"transcription":{"model":"w"}}}}}"#,
    #"{"type":"session.update","session":{"type":"realtime","instructions":"Be brief."}}"#,
    #"{"type":"session.update","session":{"modalities":["text"]}}"#,
    #"{"type":"session.update","session":{"voice":"alloy","temperature":0.8}}"#,
    #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","silence_duration_ms":300}}}"#,
    #"{"type":"session.update","session":{"turn_detection":null}}"#,
    #"{"type":"session.update","session":{"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]}}"#,
    #"{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function","name":"f"}]}}"#,
    output, output, output,
    #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"x","output":"1"}}"#,
    #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","create_response":false}}}"#,
    #"{"type":"session.update","session":{"turn_detection":{"type":"semantic_vad","interrupt_response":false}}}"#,
    #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","idle_timeout_ms":6000}}}"#,
    #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}"#,
    #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad"}}}}}"#,
    #"{"type":"response.create","response":{"tools":[],"tool_choice":"none"}}"#,
    #"{"type":"input_audio_buffer.commit","event_id":"k"}"#,
    #"{"type":"no.such.event"}"#, "nonsense", #"{"type":"input_audio_buffer.append","audio":"!"}"#,
  ]

  private static let upstreamTexts: [String] = [
    #"{"setupComplete":{}}"#, #"{"setupComplete":{}}"#, #"{"setupComplete":{}}"#,
    audio, audio, audio, audio, audio,
    #"{"serverContent":{"modelTurn":{"parts":[\#(sound),\#(sound)]}}}"#,
    #"{"serverContent":{"modelTurn":{"parts":[{"text":"Hello "},{"text":"you","thought":true}]}}}"#,
    #"{"serverContent":{"outputTranscription":{"text":"Hello"}}}"#,
    #"{"serverContent":{"outputTranscription":{"text":" there"}}}"#,
    #"{"serverContent":{"inputTranscription":{"text":" Hi"}}}"#,
    #"{"serverContent":{"inputTranscription":{"text":" Hi there","finished":true}}}"#,
    #"{"serverContent":{"generationComplete":true}}"#, #"{"serverContent":{"generationComplete":true}}"#,
    #"{"serverContent":{"turnComplete":true}}"#, #"{"serverContent":{"turnComplete":true}}"#,
    #"{"serverContent":{"turnComplete":true},"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4}}"#,
    #"{"serverContent":{"turnComplete":true,"turnCompleteReason":"RESPONSE_REJECTED"}}"#,
    #"{"serverContent":{"interrupted":true}}"#, #"{"serverContent":{"interrupted":true}}"#,
    #"{"serverContent":{"interrupted":true,"turnComplete":true}}"#,
    #"{"serverContent":{"waitingForInput":true}}"#,
    #"{"usageMetadata":{"promptTokenCount":3,"responseTokenCount":4}}"#,
    #"{"voiceActivity":{"type":"ACTIVITY_START","audioOffset":"0.5s"}}"#,
    #"{"voiceActivity":{"type":"ACTIVITY_END","audioOffset":"0.9s"}}"#,
    #"{"sessionResumptionUpdate":{"newHandle":"h","resumable":true}}"#, #"{"goAway":{"timeLeft":"9.5s"}}"#,
    #"{"sessionResumptionUpdate":{}}"#, #"{"goAway":{"timeLeft":"0.5s"}}"#, #"{"goAway":{"timeLeft":"-1e99s"}}"#,
    #"{"toolCall":{"functionCalls":[{"id":"1","name":"f","args":{}}]}}"#,
    #"{"toolCall":{"functionCalls":[{"id":"2","name":"f","args":{"n":1}},{"name":"g","args":{}}]}}"#,
    #"{"toolCallCancellation":{"ids":["1"]}}"#,
    #"{"serverContent":{"modelTurn":{"parts":[{"text":"Once"}]},"turnComplete":true,"generationComplete":true}}"#,
    #"{"serverContent":{"interrupted":true,"modelTurn":{"parts":[\#(sound)]}}}"#,
    #"{"serverContent":{"outputTranscription":{"text":"x"},"interrupted":true,"turnComplete":true}}"#,
    #"{"toolCall":{"functionCalls":[{"name":"f","args":{}}]},"serverContent":{"turnComplete":true}}"#,
    #"{"sessionResumptionUpdate":{"resumable":false}}"#, #"{"goAway":{}}"#, #"{"goAway":{"timeLeft":"0s"}}"#,
    #"{"serverContent":{"groundingMetadata":{}}}"#, "garbage", #"{"unheardOf":{"x":[1,2]}}"#,
  ]

  static let create = #"{"type":"response.create"}"#
  static let outside = #"{"response":{"conversation":"none"},"type":"response.create"}"#
  static let commit = #"{"type":"input_audio_buffer.commit"}"#
  static let manualTurns = #"{"session":{"turn_detection":null},"type":"session.update"}"#
  static let setupComplete = #"{"setupComplete":{}}"#
  static let toolCall = #"{"toolCall":{"functionCalls":[{"args":{},"id":"1","name":"f"}]}}"#
  static let handle = #"{"sessionResumptionUpdate":{"newHandle":"h","resumable":true}}"#
  static let goAway = #"{"goAway":{"timeLeft":"9.5s"}}"#
  static let output =
    #"{"item":{"call_id":"$CALL","output":"{}","type":"function_call_output"},"type":"conversation.item.create"}"#
  static let spokenAnswer: [String] = [
    #"{"serverContent":{"inputTranscription":{"text":" Hi"}}}"#, audio,
    #"{"serverContent":{"outputTranscription":{"text":"Hello"}}}"#, audio,
    #"{"serverContent":{"generationComplete":true}}"#, #"{"serverContent":{"turnComplete":true}}"#,
  ].map(JSONText.normalised)

  /// The audio of recordings in items.
  static let recorded = "AAECAw=="

  private static let reference = #"{"type":"item_reference","id":"$ITEM"}"#
  private static let audio = #"{"serverContent":{"modelTurn":{"role":"model","parts":[\#(sound)]}}}"#
  private static let sound = #"{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAECAwQFBgcICQoL"}}"#

  /// A message of a picture, behind another part if one is given.
  private static func picture(_ type: String? = nil, _ fields: String = "") -> String {
    let first = type.map { #"{"type":"\#($0)",\#(fields)},"# } ?? ""
    return
      #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[\#(first)\#(image)]}}"#
  }

  private static let image = #"{"type":"input_image","image_url":"data:image/jpeg;base64,$PICTURE"}"#
  private static let shown = #"{"type":"message","role":"user","content":[\#(image)]}"#

  private static func recording(_ fields: String) -> String {
    #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":["#
      + #"{"type":"input_audio",\#(fields)}]}}"#
  }

  private static func item(
    _ role: String, _ part: String, _ text: String, id: String = "", more: String = ""
  ) -> String {
    #"{"type":"conversation.item.create"\#(more),"item":{\#(id)"type":"message","role":"\#(role)","#
      + #""content":[{"type":"\#(part)","text":"\#(text)"}]}}"#
  }
}
