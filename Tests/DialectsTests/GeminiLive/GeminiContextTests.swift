import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: what changes on a running connection")
struct GeminiContextTests {
  private func negotiated(
    _ dialect: GeminiLive, _ change: (inout SessionConfiguration) -> Void = { _ in }
  ) throws -> Negotiation {
    var wish = SessionConfiguration(defaultsOf: .ga)
    wish.instructions = "Be brief."
    change(&wish)
    return try dialect.negotiate(wish)
  }

  @Test("Other instructions and functions go up as contextUpdate, system items kept, and only where they differ")
  func update() throws {
    var dialect = try GeminiLive.vertex()
    let before = try negotiated(dialect)
    let after = try negotiated(dialect) {
      $0.instructions = "Whisper."
      $0.tools = [Tool(name: "f")]
    }
    #expect(before.base == after.base && before.setup != after.setup)
    var texts = dialect.texts(.setup(before.setup))
    texts += dialect.texts(.content([.message(.system, "It rains.")], generate: false))
    let update = dialect.texts(.contextUpdate(after.setup))
    #expect(
      update == [
        #"{"contextUpdate":{"systemInstruction":{"parts":[{"text":"Whisper."},{"text":"It rains."}]},"#
          + #""tools":{"tools":[{"functionDeclarations":[{"name":"f","behavior":"BLOCKING"}]}]}}}"#
      ])
    #expect(dialect.texts(.contextUpdate(after.setup)) == [])
    let back = dialect.texts(.contextUpdate(before.setup))
    #expect(
      back == [
        #"{"contextUpdate":{"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"It rains."}]},"#
          + #""tools":{"tools":[]}}}"#
      ])
    try Emitted.client("command-context-update", texts + update + back)
  }

  @Test("Everything else needs a new connection", arguments: ["gemini-3.8-live", "gemini-live-2.5-flash-native-audio"])
  func base(_ model: String) throws {
    let dialect = try GeminiLive.vertex(model)
    let before = try negotiated(dialect)
    #expect(try negotiated(dialect) { $0.turnDetection = nil }.base != before.base)
    #expect(try negotiated(dialect) { $0.voice = "Puck" }.base != before.base)
    #expect(try negotiated(dialect) { $0.maxOutputTokens = 5 }.base != before.base)
    let hasUpdate = dialect.capabilities.contextUpdate
    #expect(try (negotiated(dialect) { $0.instructions = "Whisper." }.base == before.base) == hasUpdate)
  }

  @Test("A model without contextUpdate is sent none")
  func none() throws {
    var dialect = try GeminiLive.vertex("gemini-live-2.5-flash-native-audio")
    _ = dialect.texts(.setup(try negotiated(dialect).setup))
    #expect(dialect.texts(.contextUpdate(try negotiated(dialect) { $0.instructions = "Whisper." }.setup)) == [])
  }

  @Test("An activity is marked with objects, and typed text in it is realtime input")
  func activity() throws {
    var dialect = try GeminiLive.vertex("gemini-live-2.5-flash-native-audio")
    let items: [Item] = [.message(.user, "Hello"), .message(.assistant, "Hi"), .message(.system, "Be brief.")]
    let texts =
      dialect.texts(.activityStart(after: [])) + dialect.texts(.activityText(items)) + dialect.texts(.activityEnd)
    #expect(
      texts == [
        #"{"realtimeInput":{"activityStart":{}}}"#, #"{"realtimeInput":{"text":"Hello"}}"#,
        #"{"realtimeInput":{"text":"[you said] Hi"}}"#, #"{"realtimeInput":{"text":"[system] Be brief."}}"#,
        #"{"realtimeInput":{"activityEnd":{}}}"#,
      ])
    #expect(dialect.texts(.activityText([])) == [])
    try Emitted.client("command-activity", texts)
  }

  @Test("What came before an activity goes first, as the model takes it")
  func beforeActivity() throws {
    let items: [Item] = [.message(.user, "Hello"), .message(.assistant, "Hi")]
    let start = #"{"realtimeInput":{"activityStart":{}}}"#
    let turns = #""turns":[{"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Hi"}]}]"#
    var newest = try GeminiLive.vertex()
    #expect(
      newest.texts(.activityStart(after: items)) == [#"{"clientContent":{\#(turns),"turnComplete":false}}"#, start])
    var opening = try GeminiLive.aiStudio("gemini-3.1-flash-live-preview")
    #expect(
      opening.texts(.activityStart(after: items)) == [#"{"clientContent":{\#(turns),"turnComplete":true}}"#, start])
    #expect(
      opening.texts(.activityStart(after: items)) == [
        start, #"{"realtimeInput":{"text":"Hello"}}"#, #"{"realtimeInput":{"text":"[you said] Hi"}}"#,
      ])
  }
}
