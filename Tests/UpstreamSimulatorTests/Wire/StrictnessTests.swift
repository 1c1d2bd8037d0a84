import Testing

@testable import UpstreamSimulator

@Suite("What is refused, and how")
struct StrictnessTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    /// Sent after a good setup; nil: `setup` is sent instead.
    var message: String?
    /// Replaces the good setup.
    var setup: String?
    var surface = Surface.vertex
    var code: UInt16 = 1007
    var reason: String

    var testDescription: String { name }
  }

  static let model = "projects/p/locations/us-east4/publishers/google/models/"

  static func setup(_ fields: String, model: String = "test") -> String {
    #"{"setup":{"model":"\#(Self.model)\#(model)"\#(fields)}}"#
  }

  static let manual = setup(#","realtimeInputConfig":{"automaticActivityDetection":{"disabled":true}}"#)

  static let shapes: [Case] = [
    Case(name: "no JSON", message: "hello", reason: "Invalid JSON payload received. Unexpected token"),
    Case(name: "no object", message: "[]", reason: "Invalid JSON payload received. Unexpected token"),
    Case(
      name: "unknown message", message: #"{"hello":{}}"#,
      reason: #"Invalid JSON payload received. Unknown name "hello": Cannot find field."#),
    Case(
      name: "no field at all", message: "{}",
      reason: "Request contains an invalid argument: the message must have exactly one field, not 0."),
    Case(
      name: "two messages in one", message: #"{"clientContent":{},"realtimeInput":{"text":"x"}}"#,
      reason: "Request contains an invalid argument: the message must have exactly one field, not 2."),
    Case(
      name: "unknown field in setup", setup: setup(#","enableAffectiveDialog":true"#),
      reason: #"Invalid JSON payload received. Unknown name "enableAffectiveDialog" at 'setup': Cannot find field."#),
    Case(
      name: "unknown field deep inside",
      setup: setup(#","tools":[{"functionDeclarations":[{"name":"f","parameters":{"$schema":"x"}}]}]"#),
      reason: #"Invalid JSON payload received. Unknown name "$schema" at 'setup.tools[0].function_declarations[0]"#),
    Case(
      name: "a model that is no string", setup: #"{"setup":{"model":7}}"#,
      reason: "Invalid JSON payload received. Invalid value at 'setup.model' (TYPE_STRING, not this number)"),
    Case(
      name: "a boolean for activityStart", message: #"{"realtimeInput":{"activityStart":true}}"#, setup: manual,
      reason: "Invalid JSON payload received. Invalid value at 'realtime_input.activity_start' (a message, not boolean)"
    ),
    Case(
      name: "two fields of realtimeInput", message: #"{"realtimeInput":{"text":"x","audioStreamEnd":true}}"#,
      reason: "Request contains an invalid argument: 'realtime_input' must have exactly one field, not 2."),
    Case(
      name: "one field in both spellings",
      message: #"{"clientContent":{"turnComplete":true,"turn_complete":true}}"#,
      reason: "Request contains an invalid argument: 'client_content.turn_complete' is set twice."),
    Case(
      name: "broken base64", message: #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=16000","data":"A!"}}}"#,
      reason: "Invalid JSON payload received. Invalid value at 'realtime_input.audio.data' (TYPE_BYTES"),
    Case(
      name: "audio without a type", message: #"{"realtimeInput":{"audio":{"data":"AAAA"}}}"#,
      reason: "Request contains an invalid argument: 'realtime_input.audio.mime_type' is missing."),
    Case(
      name: "an unknown enum value",
      setup: setup(#","realtimeInputConfig":{"activityHandling":"SOMETIMES"}"#),
      reason: "Invalid JSON payload received. Invalid value at 'setup.realtime_input_config.activity_handling'"),
    Case(
      name: "the role system",
      message: #"{"clientContent":{"turns":[{"role":"system","parts":[{"text":"x"}]}]}}"#,
      reason: "Invalid JSON payload received. Invalid value at 'client_content.turns[0].role'"),
    Case(
      name: "two kinds of data in one part",
      message:
        #"{"clientContent":{"turns":[{"parts":[{"text":"x","inlineData":{"mimeType":"image/png","data":""}}]}]}}"#,
      reason: "Request contains an invalid argument: 'client_content.turns[0].parts[0]' has two kinds of data"),
    Case(
      name: "media that no model takes",
      message:
        #"{"clientContent":{"turns":[{"parts":[{"inlineData":{"mimeType":"application/zip","data":"AAAA"}}]}]}}"#,
      reason: "Mime type 'application/zip' is not supported."),
  ]

  static let order: [Case] = [
    Case(
      name: "content before setup", setup: #"{"clientContent":{"turnComplete":true}}"#,
      reason: "setup must be the first message and only the first"),
    Case(
      name: "a second setup", message: setup(""), reason: "setup must be the first message and only the first"),
    Case(
      name: "explicit activity with automatic detection", message: #"{"realtimeInput":{"activityStart":{}}}"#,
      reason: "Explicit activity control is not supported when automatic activity detection is enabled"),
    Case(
      name: "the end of a stream without detection", message: #"{"realtimeInput":{"audioStreamEnd":true}}"#,
      setup: manual,
      reason: "Request contains an invalid argument: audio_stream_end needs automatic activity detection."),
    Case(
      name: "a context update on an older model", message: #"{"contextUpdate":{"tools":{}}}"#,
      setup: setup("", model: "gemini-live-2.5-flash-native-audio"),
      reason: "Request contains an invalid argument: this model takes no context update."),
    Case(
      name: "a result with an id on an older model",
      message: #"{"toolResponse":{"functionResponses":[{"id":"a","name":"f","response":{}}]}}"#,
      setup: setup("", model: "gemini-live-2.5-flash-native-audio"),
      reason: "Request contains an invalid argument: 'tool_response.function_responses[0].id' is not supported"),
    Case(
      name: "a result without an id",
      message: #"{"toolResponse":{"functionResponses":[{"name":"f","response":{}}]}}"#,
      reason: "Request contains an invalid argument: 'tool_response.function_responses[0].id' is missing."),
    Case(
      name: "a result that is no object",
      message: #"{"toolResponse":{"functionResponses":[{"id":"a","name":"f","response":"sunny"}]}}"#,
      reason: "Invalid JSON payload received. Invalid value at 'tool_response.function_responses[0].response'"),
  ]

  static let values: [Case] = [
    Case(
      name: "two modalities", setup: setup(#","generationConfig":{"responseModalities":["AUDIO","TEXT"]}"#),
      reason: "Request contains an invalid argument: response_modalities must name exactly one modality, not 2."),
    Case(
      name: "text from a native audio model",
      setup: setup(#","generationConfig":{"responseModalities":["TEXT"]}"#, model: "gemini-3.8-live"),
      reason: "Text output is not supported for native audio output model."),
    Case(
      name: "thinking on 3.8",
      setup: setup(#","generationConfig":{"thinkingConfig":{"thinkingBudget":0}}"#, model: "gemini-3.8-live"),
      reason: "Request contains an invalid argument: thinking_config is not supported by this model."),
    Case(
      name: "proactive audio off on 3.8",
      setup: setup(#","proactivity":{"proactiveAudio":false}"#, model: "gemini-3.8-live"),
      reason: "Request contains an invalid argument: proactive_audio cannot be switched off for this model."),
    Case(
      name: "a response schema", setup: setup(#","generationConfig":{"responseMimeType":"application/json"}"#),
      reason: "Request contains an invalid argument: 'setup.generation_config.response_mime_type' is not allowed"),
    Case(
      name: "a temperature of 3", setup: setup(#","generationConfig":{"temperature":3}"#),
      reason: "Request contains an invalid argument: 'setup.generation_config.temperature' is out of range."),
    Case(
      name: "a voice of another vendor",
      setup: setup(
        #","generationConfig":{"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"alloy"}}}}"#),
      reason: "Requested voice api_name 'alloy' is not available for model test."),
    Case(
      name: "an enum of numbers",
      setup: setup(
        #","tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":"#
          + #"{"n":{"type":"INTEGER","enum":["1"]}}}}]}]"#),
      reason: "Request contains an invalid argument: setup.tools[0].function_declarations[0].parameters.properties[n]"),
    Case(
      name: "an empty object schema",
      setup: setup(#","tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}]"#),
      reason: "Request contains an invalid argument: 'setup.tools[0].function_declarations[0].parameters.properties'"),
    Case(
      name: "one function twice", setup: setup(#","tools":[{"functionDeclarations":[{"name":"f"},{"name":"f"}]}]"#),
      reason: "Request contains an invalid argument: Duplicate function declaration f."),
    Case(
      name: "a function name with a space", setup: setup(#","tools":[{"functionDeclarations":[{"name":"a b"}]}]"#),
      reason: "Request contains an invalid argument: 'setup.tools[0].function_declarations[0].name' is no valid"),
    Case(
      name: "half a sample",
      message: #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=16000","data":"AA=="}}}"#,
      reason: "Request contains an invalid argument: 'realtime_input.audio' ends in the middle of a 16-bit sample."),
    Case(
      name: "audio that is no PCM",
      message: #"{"realtimeInput":{"audio":{"mimeType":"audio/pcmu","data":"AAAA"}}}"#,
      reason: "Mime type 'audio/pcmu' is not supported."),
    Case(
      name: "a model of AI Studio's form on Vertex", setup: #"{"setup":{"model":"models/test"}}"#, code: 1008,
      reason: "Publisher Model `models/test` was not found or your project does not have access to it."),
    Case(
      name: "a model of Vertex's form on AI Studio", setup: setup(""), surface: .aiStudio, code: 1008,
      reason: "projects/p/locations/us-east4/publishers/google/models/test is not found for API version v1beta"),
    Case(
      name: "a model that does not exist", setup: setup("", model: "gemini-9"), code: 1008,
      reason: "Publisher Model `projects/p/locations/us-east4/publishers/google/models/gemini-9` was not found"),
  ]

  @Test("A bad message closes the connection", arguments: shapes + order + values)
  func refuses(_ example: Case) throws {
    let known: Set<String> = ["test", "gemini-3.8-live", "gemini-live-2.5-flash-native-audio"]
    let version = example.surface == .vertex ? "v1" : "v1beta"
    var reader = ClientMessageReader(surface: example.surface, apiVersion: version, knownModels: known)
    if let message = example.message {
      _ = try reader.read(Array((example.setup ?? Self.setup("")).utf8))
      expect(&reader, message, example)
    } else if let setup = example.setup {
      expect(&reader, setup, example)
    }
  }

  private func expect(_ reader: inout ClientMessageReader, _ message: String, _ example: Case) {
    do {
      let read = try reader.read(Array(message.utf8))
      Issue.record("accepted as \(read)")
    } catch {
      #expect(error.code == example.code)
      // Reasons are cut at 123 bytes, so the table may state no more than the beginning.
      #expect(error.reason.hasPrefix(Refusal(code: 0, reason: example.reason).reason), "\(error.reason)")
      #expect(error.reason.utf8.count <= 123)
    }
  }
}
