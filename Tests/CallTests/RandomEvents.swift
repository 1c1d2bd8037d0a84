/// What random calls are made of. `$AUDIO` becomes fresh base64, `$ITEM` an id that was announced.
enum RandomEvents {
  static let client: [String] = [
    append, append, append, append, append, append,
    item("user", "input_text", "Hi"),
    item("user", "input_text", "Yes"),
    item("system", "input_text", "Be"),
    item("assistant", "output_text", "So"),
    item("user", "input_text", "First", more: #","previous_item_id":"root""#),
    item("user", "input_text", "After", id: #""id":"item_x","#, more: #","previous_item_id":"$ITEM""#),
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
    #"{"type":"no.such.event"}"#, "nonsense", #"{"type":"input_audio_buffer.append","audio":"!"}"#,
  ]

  static let upstream: [String] = [
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
    #"{"toolCall":{"functionCalls":[{"id":"1","name":"f","args":{}}]}}"#,
    #"{"toolCall":{"functionCalls":[{"id":"2","name":"f","args":{"n":1}},{"name":"g","args":{}}]}}"#,
    #"{"toolCallCancellation":{"ids":["1"]}}"#,
    #"{"serverContent":{"groundingMetadata":{}}}"#, "garbage", #"{"unheardOf":{"x":[1,2]}}"#,
  ]

  private static let append = #"{"type":"input_audio_buffer.append","audio":"$AUDIO"}"#
  private static let output =
    #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"$CALL","output":"{}"}}"#
  private static let reference = #"{"type":"item_reference","id":"$ITEM"}"#
  private static let create = #"{"type":"response.create"}"#
  private static let audio = #"{"serverContent":{"modelTurn":{"role":"model","parts":[\#(sound)]}}}"#
  private static let sound = #"{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAECAwQFBgcICQoL"}}"#

  private static func item(
    _ role: String, _ part: String, _ text: String, id: String = "", more: String = ""
  ) -> String {
    #"{"type":"conversation.item.create"\#(more),"item":{\#(id)"type":"message","role":"\#(role)","#
      + #""content":[{"type":"\#(part)","text":"\#(text)"}]}}"#
  }
}
