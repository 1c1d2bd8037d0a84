import Testing

@testable import UpstreamSimulator

@Suite("What is said")
struct ServerMessageTests {
  private func json(_ message: ServerMessage, _ surface: Surface = .vertex) -> String {
    String(decoding: message.json(for: surface), as: UTF8.self)
  }

  @Test("Every message has Gemini Live's shape")
  func writesMessages() {
    #expect(json(.setupComplete(sessionID: "8a")) == #"{"setupComplete":{"sessionId":"8a"}}"#)
    #expect(
      json(.text("Hi \"you\"")) == #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"text":"Hi \"you\""}]}}}"#)
    #expect(
      json(.audio([0, 1, 2, 3], rate: 24_000))
        == #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":"#
        + #"{"mimeType":"audio/pcm;rate=24000","data":"AAECAw=="}}]}}}"#)
    #expect(
      json(.inputTranscription("hello", finished: true))
        == #"{"serverContent":{"inputTranscription":{"text":"hello","finished":true}}}"#)
    #expect(json(.outputTranscription(" Hi")) == #"{"serverContent":{"outputTranscription":{"text":" Hi"}}}"#)
    #expect(json(.generationComplete) == #"{"serverContent":{"generationComplete":true}}"#)
    #expect(json(.interrupted) == #"{"serverContent":{"interrupted":true}}"#)
    #expect(
      json(.toolCall([.init(id: "c", name: "f", arguments: #"{"b":1.0,"a":12345678901234567890}"#)]))
        == #"{"toolCall":{"functionCalls":[{"id":"c","name":"f","args":{"b":1.0,"a":12345678901234567890}}]}}"#)
    #expect(
      json(.toolCall([.init(id: nil, name: "f", arguments: "{}")]))
        == #"{"toolCall":{"functionCalls":[{"name":"f","args":{}}]}}"#)
    #expect(json(.toolCallCancellation(ids: ["a"])) == #"{"toolCallCancellation":{"ids":["a"]}}"#)
    #expect(json(.goAway(timeLeftMs: 9_500)) == #"{"goAway":{"timeLeft":"9.5s"}}"#)
    #expect(json(.goAway(timeLeftMs: 60_000)) == #"{"goAway":{"timeLeft":"60s"}}"#)
    #expect(json(.sessionResumptionUpdate(handle: nil, lastIndex: nil)) == #"{"sessionResumptionUpdate":{}}"#)
    #expect(
      json(.sessionResumptionUpdate(handle: "h", lastIndex: 17))
        == #"{"sessionResumptionUpdate":{"newHandle":"h","resumable":true,"lastConsumedClientMessageIndex":"17"}}"#)
    #expect(
      json(.voiceActivity(started: true, offsetMs: 1_250))
        == #"{"voiceActivity":{"type":"ACTIVITY_START","audioOffset":"1.25s"}}"#)
  }

  @Test("Usage is spelled as each surface spells it")
  func writesUsage() {
    let message = ServerMessage.turnComplete(
      Usage(prompt: TokenCount(text: 20, audio: 100), answer: TokenCount(audio: 48)))
    #expect(
      json(message)
        == #"{"serverContent":{"turnComplete":true},"usageMetadata":{"promptTokenCount":120,"#
        + #""candidatesTokenCount":48,"totalTokenCount":168,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20},"#
        + #"{"modality":"AUDIO","tokenCount":100}],"candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":48}],"#
        + #""trafficType":"ON_DEMAND"}}"#)
    #expect(
      json(message, .aiStudio)
        == #"{"serverContent":{"turnComplete":true},"usageMetadata":{"promptTokenCount":120,"#
        + #""responseTokenCount":48,"totalTokenCount":168,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20},"#
        + #"{"modality":"AUDIO","tokenCount":100}],"responseTokensDetails":[{"modality":"AUDIO","tokenCount":48}]}}"#)
  }
}
