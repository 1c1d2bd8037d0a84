import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: commands")
struct GeminiEncodeTests {
  private static let hello = #"{"role":"user","parts":[{"text":"Hello"}]}"#
  private static let hi = #"{"role":"model","parts":[{"text":"Hi"}]}"#
  private static let blank = #"{"role":"user","parts":[{"text":" "}]}"#

  private func check(
    _ name: String, _ model: String, _ commands: [(UpstreamCommand, [String])], after setup: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var dialect = try GeminiLive.vertex(model)
    var emitted: [String] = []
    if let setup { emitted += dialect.texts(.setup(Array(setup.utf8))) }
    for (command, expected) in commands {
      let texts = dialect.texts(command)
      #expect(texts == expected, sourceLocation: sourceLocation)
      emitted += texts
    }
    try Emitted.client("command-" + name, emitted)
  }

  @Test("A setup goes up as it was negotiated")
  func setup() throws {
    var dialect = try GeminiLive.vertex()
    let message = try dialect.negotiate(SessionConfiguration(defaultsOf: .ga)).setup
    #expect(dialect.encode(.setup(message)) == [message])
  }

  @Test(
    "Items go up as turns with their roles",
    arguments: ["gemini-3.8-live", "gemini-live-2.5-flash-native-audio", "gemini-2.0-flash-live-001"])
  func turns(_ model: String) throws {
    let items = [Item.message(.user, "Hello"), .message(.assistant, "Hi"), .message(.user, "Hello")]
    try check(
      "turns-" + model, model,
      [
        (
          .content(items, generate: true),
          [#"{"clientContent":{"turns":[\#(Self.hello),\#(Self.hi),\#(Self.hello)],"turnComplete":true}}"#]
        ),
        (
          .content([.message(.user, "Hello")], generate: false),
          [#"{"clientContent":{"turns":[\#(Self.hello)],"turnComplete":false}}"#]
        ),
      ])
  }

  @Test("An item of several parts is one turn; parts without text are left out")
  func parts() throws {
    let item = Item(
      id: "item_1", status: .completed,
      kind: .message(
        role: .user, content: [.inputText("a\"b"), .inputAudio(transcript: nil), .inputAudio(transcript: "c")]))
    let silent = Item(
      id: "item_2", status: .completed, kind: .message(role: .user, content: [.inputAudio(transcript: nil)]))
    try check(
      "parts", "gemini-3.8-live",
      [
        (
          .content([item, silent], generate: true),
          [#"{"clientContent":{"turns":[{"role":"user","parts":[{"text":"a\"b"},{"text":"c"}]}],"turnComplete":true}}"#]
        ),
        (.content([silent], generate: false), []),
      ])
  }

  @Test("With nothing to say an answer is asked for, as each model allows")
  func generateAnyway() throws {
    try check(
      "generate-38", "gemini-3.8-live", [(.content([], generate: true), [#"{"clientContent":{"turnComplete":true}}"#])])
    try check(
      "generate-25", "gemini-live-2.5-flash-native-audio",
      [(.content([], generate: true), [#"{"clientContent":{"turns":[\#(Self.blank)],"turnComplete":true}}"#])])
  }

  @Test("2.5 answers only to a user turn, so one is added")
  func userTurnLast() throws {
    let items = [Item.message(.user, "Hello"), .message(.assistant, "Hi")]
    try check(
      "user-turn-last", "gemini-live-2.5-flash-native-audio",
      [
        (
          .content(items, generate: true),
          [#"{"clientContent":{"turns":[\#(Self.hello),\#(Self.hi),\#(Self.blank)],"turnComplete":true}}"#]
        ),
        (
          .content(items, generate: false),
          [#"{"clientContent":{"turns":[\#(Self.hello),\#(Self.hi)],"turnComplete":false}}"#]
        ),
      ])
  }

  @Test("A system item is a marked user turn on 2.5")
  func systemMarked() throws {
    try check(
      "system-25", "gemini-live-2.5-flash-native-audio",
      [
        (
          .content([.message(.system, "Be kind."), .message(.user, "Hello")], generate: true),
          [
            #"{"clientContent":{"turns":[{"role":"user","parts":[{"text":"[system] Be kind."}]},\#(Self.hello)],"#
              + #""turnComplete":true}}"#
          ]
        )
      ])
  }

  @Test("A system item amends the instructions on 3.8, each new connection anew")
  func systemUpdates() throws {
    let setup = #"{"setup":{"model":"models/m","systemInstruction":{"parts":[{"text":"Be brief."}]}}}"#
    try check(
      "system-38", "gemini-3.8-live",
      [
        (
          .content([.message(.system, "Be kind."), .message(.user, "Hello")], generate: true),
          [
            #"{"contextUpdate":{"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be kind."}]}}}"#,
            #"{"clientContent":{"turns":[\#(Self.hello)],"turnComplete":true}}"#,
          ]
        ),
        (
          .content([.message(.system, "Be fast.")], generate: false),
          [
            #"{"contextUpdate":{"systemInstruction":{"parts":"#
              + #"[{"text":"Be brief."},{"text":"Be kind."},{"text":"Be fast."}]}}}"#
          ]
        ),
        (.setup(Array(setup.utf8)), [setup]),
        (
          .content([.message(.system, "Be calm.")], generate: true),
          [
            #"{"contextUpdate":{"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be calm."}]}}}"#,
            #"{"clientContent":{"turnComplete":true}}"#,
          ]
        ),
      ], after: setup)
  }

  @Test("Many system items do not make the update grow for ever")
  func systemBound() throws {
    var dialect = try GeminiLive.vertex()
    let item = Item.message(.system, "note")
    for _ in 0..<History.noteLimit {
      #expect(dialect.texts(.content([item], generate: false)).first?.hasPrefix(#"{"contextUpdate""#) == true)
    }
    #expect(
      dialect.texts(.content([item], generate: false)) == [
        #"{"clientContent":{"turns":[{"role":"user","parts":[{"text":"[system] note"}]}],"turnComplete":false}}"#
      ])
  }

  @Test("3.1 takes history once, then typed text only")
  func opening() throws {
    let model = "gemini-3.1-flash-live-preview"
    let setup = #"{"setup":{"model":"models/m"}}"#
    try check(
      "opening-31", model,
      [
        (
          .content([.message(.user, "Hello"), .message(.assistant, "Hi")], generate: false),
          [#"{"clientContent":{"turns":[\#(Self.hello),\#(Self.hi)],"turnComplete":true}}"#]
        ),
        (.content([.message(.user, "And now?")], generate: true), [#"{"realtimeInput":{"text":"And now?"}}"#]),
        (.content([], generate: true), [#"{"realtimeInput":{"text":" "}}"#]),
        (
          .content([.message(.system, "Be kind.")], generate: false),
          [#"{"realtimeInput":{"text":"[system] Be kind."}}"#]
        ),
        (.interrupt, []),
        (.setup(Array(setup.utf8)), [setup]),
        (.content([], generate: false), [#"{"clientContent":{"turnComplete":true}}"#]),
      ], after: setup)
    try check(
      "opening-31-question", model,
      [
        (
          .content([.message(.user, "Hello"), .message(.assistant, "Hi"), .message(.user, "Well?")], generate: true),
          [
            #"{"clientContent":{"turns":[\#(Self.hello),\#(Self.hi)],"turnComplete":true}}"#,
            #"{"realtimeInput":{"text":"Well?"}}"#,
          ]
        )
      ])
  }

  @Test("An interruption is a turn that is not complete")
  func interrupt() throws {
    try check(
      "interrupt", "gemini-3.8-live",
      [(.interrupt, [#"{"clientContent":{"turns":[\#(Self.blank)],"turnComplete":false}}"#])])
  }

  @Test("The end of the audio stream is said")
  func audioStreamEnd() throws {
    try check("stream-end", "gemini-3.8-live", [(.audioStreamEnd, [#"{"realtimeInput":{"audioStreamEnd":true}}"#])])
  }

  @Test("Audio is spliced between a head made once and a tail")
  func audio() throws {
    var dialect = try GeminiLive.vertex()
    let first = dialect.audio(10..<14, rate: 24_000)
    let second = dialect.audio(3..<7, rate: 24_000)
    #expect(first.payload == 10..<14 && second.payload == 3..<7)
    let isShared = first.head.withUnsafeBytes { first in
      second.head.withUnsafeBytes { $0.baseAddress == first.baseAddress }
    }
    #expect(isShared)
    let text = String(decoding: first.head + Array("AAAA".utf8) + first.tail, as: UTF8.self)
    #expect(text == #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=24000","data":"AAAA"}}}"#)
    let other = dialect.audio(0..<4, rate: 16_000)
    let lower = String(decoding: other.head + Array("AAAA".utf8) + other.tail, as: UTF8.self)
    #expect(lower == #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=16000","data":"AAAA"}}}"#)
    try Emitted.client("audio-up", [text, lower])
  }
}
