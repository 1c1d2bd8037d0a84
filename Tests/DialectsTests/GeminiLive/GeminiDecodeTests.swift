import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: server messages")
struct GeminiDecodeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var message: String
    var events: [UpstreamEvent]
    var testDescription: String { message }
  }

  /// The examples of the wire's reference and schema.
  static let examples: [Example] = [
    Example(message: #"{"setupComplete":{"sessionId":"8a1c"}}"#, events: [.ready]),
    Example(message: #"{"setupComplete":{}}"#, events: [.ready]),
    Example(
      message: #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"text":"Hi"}]}}}"#, events: [.text("Hi")]),
    Example(
      message:
        #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"text":"The user greets me.","thought":true}]}}}"#,
      events: [.ignored("thought")]),
    Example(
      message: #"{"serverContent":{"inputTranscription":{"text":" hello","finished":true}}}"#,
      events: [.inputTranscript(" hello", finished: true)]),
    Example(
      message: #"{"serverContent":{"inputTranscription":{"text":" what's the weather"}}}"#,
      events: [.inputTranscript(" what's the weather", finished: false)]),
    Example(
      message: #"{"serverContent":{"inputTranscription":{"finished":true}}}"#,
      events: [.inputTranscript("", finished: true)]),
    Example(
      message: #"{"serverContent":{"interimInputTranscription":{"text":"hel"}}}"#,
      events: [.ignored("interimInputTranscription")]),
    Example(
      message: #"{"serverContent":{"outputTranscription":{"text":"Sunny"}}}"#, events: [.outputTranscript("Sunny")]),
    Example(message: #"{"serverContent":{"generationComplete":true}}"#, events: [.generationComplete]),
    Example(message: #"{"serverContent":{"interrupted":true}}"#, events: [.interrupted]),
    Example(message: #"{"serverContent":{"waitingForInput":true}}"#, events: [.waitingForInput]),
    Example(message: #"{"serverContent":{"turnComplete":true}}"#, events: [.turnComplete(.normal)]),
    Example(
      message:
        #"{"serverContent":{"turnComplete":true,"interactionStatus":"IDLE"},"usageMetadata":{"promptTokenCount":120,"candidatesTokenCount":48,"totalTokenCount":168,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20},{"modality":"AUDIO","tokenCount":100}],"candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":48}],"trafficType":"ON_DEMAND"}}"#,
      events: [
        .usage(Usage(input: .init(text: 20, audio: 100), output: .init(audio: 48))), .turnComplete(.normal),
      ]),
    Example(
      message: #"{"serverContent":{"turnComplete":true,"turnCompleteReason":"MALFORMED_FUNCTION_CALL"}}"#,
      events: [.turnComplete(.failed("MALFORMED_FUNCTION_CALL"))]),
    Example(
      message: #"{"toolCall":{"functionCalls":[{"id":"call-1","name":"get_weather","args":{"city":"Paris"}}]}}"#,
      events: [.toolCalled([call("call-1", "get_weather", #"{"city":"Paris"}"#)])]),
    Example(message: #"{"toolCallCancellation":{"ids":["call-1"]}}"#, events: [.toolCallsCancelled(["call-1"])]),
    Example(message: #"{"goAway":{"timeLeft":"9.5s"}}"#, events: [.goingAway(inMs: 9500)]),
    Example(
      message:
        #"{"sessionResumptionUpdate":{"newHandle":"h-1","resumable":true,"lastConsumedClientMessageIndex":"17"}}"#,
      events: [.resumable(handle: "h-1")]),
    Example(message: #"{"sessionResumptionUpdate":{}}"#, events: [.resumable(handle: nil)]),
    Example(
      message: #"{"voiceActivityDetectionSignal":{"vadSignalType":"VAD_SIGNAL_TYPE_SOS"}}"#,
      events: [.speechStarted(atMs: nil)]),
    Example(
      message: #"{"voiceActivityDetectionSignal":{"vadSignalType":"VAD_SIGNAL_TYPE_EOS"}}"#,
      events: [.speechStopped(atMs: nil)]),
    Example(
      message: #"{"voiceActivity":{"type":"ACTIVITY_START","audioOffset":"1.250s"}}"#,
      events: [.speechStarted(atMs: 1250)]),
    Example(message: #"{"voiceActivity":{"type":"ACTIVITY_END"}}"#, events: [.speechStopped(atMs: nil)]),
    Example(
      message: #"{"serverContent":{"groundingMetadata":{"webSearchQueries":["x"]}}}"#,
      events: [.ignored("groundingMetadata")]),
  ]

  private static func call(_ id: String?, _ name: String, _ arguments: String) -> ToolCall {
    ToolCall(id: id, name: name, arguments: RawJSON(validating: arguments) ?? .null)
  }

  @Test("A message means this", arguments: examples)
  func example(_ example: Example) throws {
    var dialect = try GeminiLive.vertex()
    #expect(dialect.events(example.message) == example.events)
  }

  @Test("The examples are what the schema allows")
  func emitExamples() throws {
    try Emitted.server("examples", Self.examples.map(\.message))
  }

  @Test("Names in snake case mean the same", arguments: examples)
  func snakeCase(_ example: Example) throws {
    var dialect = try GeminiLive.vertex()
    let node = try JSONNode.parse(example.message)
    var writer = JSONWriter()
    Self.rewrite(node, into: &writer)
    let events = dialect.events(writer.text)
    if case .ignored(let name)? = example.events.first, name != "thought" {
      #expect(events == [.ignored(Self.snake(name))])
    } else {
      #expect(events == example.events)
    }
  }

  private static func snake(_ name: String) -> String {
    String(name.flatMap { $0.isUppercase ? "_" + $0.lowercased() : String($0) })
  }

  private static func rewrite(_ node: JSONNode, into writer: inout JSONWriter) {
    if let members = node.members {
      writer.object { object in
        for (key, value) in members {
          object.key(named: snake(key))
          rewrite(value, into: &object)
        }
      }
    } else if let elements = node.elements {
      writer.array { array in for element in elements { rewrite(element, into: &array) } }
    } else {
      writer.value(node)
    }
  }

  @Test("Plain audio is a range of the message")
  func plainAudio() throws {
    var dialect = try GeminiLive.vertex()
    let message =
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAECAw=="}}]}}}"#
    guard case .audio(let payload, false, 24_000) = dialect.decode(message) else {
      Issue.record("not read as audio")
      return
    }
    #expect(String(decoding: Array(message.utf8)[payload], as: UTF8.self) == "AAECAw==")
    try Emitted.server("audio-down", [message])
  }

  @Test("Several parts come in order, neighbouring texts as one")
  func parts() throws {
    var dialect = try GeminiLive.vertex()
    let message =
      #"{"serverContent":{"modelTurn":{"parts":[{"text":"a"},{"text":"b"},{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAAA"}},{"text":"hm","thought":true},{"inlineData":{"mimeType":"audio/pcm;rate=16000","data":"A\/BB"}},{"text":"c"},{"executableCode":{"code":"1"}}]}}}"#
    let decoded = dialect.events(message)
    let events = try #require(decoded)
    let bytes = Array(message.utf8)
    let seen = events.map { event in
      guard case .audio(let payload, let escaped, let rate) = event else { return "\(event)" }
      return "audio \(String(decoding: bytes[payload], as: UTF8.self)) \(escaped) \(rate)"
    }
    #expect(
      seen == [
        #"text("ab")"#, "audio AAAA false 24000", #"audio A\/BB true 16000"#, #"text("c")"#, #"ignored("thought")"#,
        #"ignored("executableCode")"#,
      ])
  }

  @Test("Content counts before flags, whatever the order of members")
  func order() throws {
    var dialect = try GeminiLive.vertex()
    let message =
      #"{"usageMetadata":{"promptTokenCount":1},"serverContent":{"turnComplete":true,"generationComplete":true,"interrupted":true,"waitingForInput":true,"inputTranscription":{"text":"in"},"outputTranscription":{"text":"out"},"modelTurn":{"parts":[{"text":"said"}]}}}"#
    #expect(
      dialect.events(message) == [
        .text("said"), .outputTranscript("out"), .inputTranscript("in", finished: false),
        .usage(Usage(input: .init(text: 1))), .interrupted, .generationComplete, .waitingForInput,
        .turnComplete(.normal),
      ])
  }

  @Test(
    "A turn ends for a reason",
    arguments: [
      ("GENERATED_AUDIO_SAFETY", UpstreamEvent.TurnEnd.filtered("GENERATED_AUDIO_SAFETY")),
      ("PROHIBITED_INPUT_CONTENT", .filtered("PROHIBITED_INPUT_CONTENT")),
      ("BLOCKLIST", .filtered("BLOCKLIST")), ("RESPONSE_REJECTED", .failed("RESPONSE_REJECTED")),
      ("MAX_REGENERATION_REACHED", .failed("MAX_REGENERATION_REACHED")),
      ("TURN_COMPLETE_REASON_UNSPECIFIED", .normal), ("SOMETHING_NEW", .failed("SOMETHING_NEW")),
    ])
  func reasons(_ reason: String, _ end: UpstreamEvent.TurnEnd) throws {
    var dialect = try GeminiLive.vertex()
    let events = dialect.events(#"{"serverContent":{"turnCompleteReason":"\#(reason)","turnComplete":true}}"#)
    #expect(events == [.turnComplete(end)])
  }

  @Test("A model that needs more input waits for it")
  func needsMore() throws {
    var dialect = try GeminiLive.vertex()
    let events = dialect.events(#"{"serverContent":{"turnComplete":true,"turnCompleteReason":"NEED_MORE_INPUT"}}"#)
    #expect(events == [.waitingForInput, .turnComplete(.normal)])
  }

  @Test("False, null and empty are nothing")
  func defaults() throws {
    var dialect = try GeminiLive.vertex()
    for message in [
      "{}", #"{"serverContent":{}}"#, #"{"serverContent":null}"#, #"{"setupComplete":null}"#,
      #"{"serverContent":{"turnComplete":false,"interrupted":false,"modelTurn":{"parts":[]}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"text":""}]},"outputTranscription":{}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":""}}]}}}"#,
    ] {
      #expect(dialect.events(message) == [], "\(message)")
    }
  }

  @Test("Calls without ids and arguments, and their exact text")
  func toolCalls() throws {
    var dialect = try GeminiLive.vertex()
    let message =
      #"{"toolCall":{"functionCalls":[{"name":"a","args":{ "z":1.0, "a":12345678901234567890 }},{"name":"b"},{"id":"x"}]}}"#
    #expect(
      dialect.events(message) == [
        .toolCalled([
          ToolCall(
            id: nil, name: "a",
            arguments: try #require(RawJSON(validating: #"{ "z":1.0, "a":12345678901234567890 }"#))),
          ToolCall(id: nil, name: "b", arguments: .emptyObject),
        ]), .ignored("toolCall without a name"),
      ])
  }

  @Test("Unknown members are named, and cut")
  func unknown() throws {
    var dialect = try GeminiLive.vertex()
    let long = String(repeating: "x", count: 500)
    #expect(
      dialect.events(#"{"newThing":{},"serverContent":{"\#(long)":1,"interrupted":true}}"#) == [
        .interrupted, .ignored("newThing"), .ignored(String(repeating: "x", count: 64)),
      ])
  }

  @Test(
    "What is not a JSON object is unreadable, and not repeated",
    arguments: ["", "[]", "\"secret\"", "{", "{\"a\":}", "\u{0}\u{1}", "null"])
  func unreadable(_ text: String) throws {
    var dialect = try GeminiLive.vertex()
    guard case .unreadable(let reason) = dialect.decode(text) else {
      Issue.record("read as something")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("secret"))
  }

  @Test("An error in place of a message says what happened, without the project")
  func errorObject() throws {
    var dialect = try GeminiLive.vertex()
    for message in [
      #"{"error":{"code":403,"message":"Permission denied on resource project secret-project-7.","status":"PERMISSION_DENIED"}}"#,
      #"{"code":403,"message":"Permission denied on resource project secret-project-7."}"#,
    ] {
      guard case .failed(let text)? = dialect.events(message)?.first else {
        Issue.record("not a failure: \(message)")
        continue
      }
      #expect(text.contains("roles/aiplatform.user") && text.contains("gemini-3.8-live in us-east4"))
      #expect(!text.contains("secret-project-7"))
    }
  }

  @Test(
    "A duration in ms",
    arguments: [
      ("\"9.5s\"", 9500), ("\"60s\"", 60_000), ("\"0.0015s\"", 1), ("\"0s\"", 0), ("\"-3s\"", 0), ("\"x\"", 0),
      ("5", 0), ("\"s\"", 0), ("\"1.s\"", 0), ("\"99999999999999999999s\"", Int(Int32.max)),
      ("\"9999999s\"", Int(Int32.max)),
    ])
  func durations(_ value: String, _ ms: Int) throws {
    var dialect = try GeminiLive.vertex()
    #expect(dialect.events(#"{"goAway":{"timeLeft":\#(value)}}"#) == [.goingAway(inMs: ms)])
  }
}
