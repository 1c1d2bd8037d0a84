import Testing

@testable import Conversation

@Suite("Aside")
struct AsideTests {
  private let settings = SessionSettings()

  private func aside(
    _ modality: SessionConfiguration.Output = .text, scope: ResponseRequest.Scope = .outside
  ) -> Aside {
    let configuration = SessionConfiguration(defaultsOf: .ga)
    return Aside(
      Response(id: "resp_1", conversationID: nil, modality: modality), scope: scope, wish: configuration,
      negotiation: Negotiation(effective: configuration, setup: [], base: [], produces: .audio, upstreamRate: 24_000),
      context: [], due: 60_000, at: 0)
  }

  /// With a message of `text`, generated at 1000 ms.
  private func generated(_ modality: SessionConfiguration.Output, text: String, audioMs: Int = 0) -> Aside {
    var aside = aside(modality)
    aside.dialled()
    _ = aside.opened()
    _ = aside.ready()
    if let response = aside.answer.response { aside.answer.opened(response, itemID: "item_1", at: 500) }
    _ = aside.answer.added(text, at: 900)
    _ = aside.answer.audioAdded(ms: audioMs, at: 900)
    aside.answer.generationCompleted(at: 1_000)
    return aside
  }

  @Test("Its connection opens once, and takes a setup once; what comes otherwise was not waited for")
  func phases() {
    var aside = aside()
    let early = aside.opened()
    aside.dialled()
    let unasked = aside.ready()
    #expect(!early && !unasked && !aside.takesContent)
    let opened = [aside.opened(), aside.opened()]
    let ready = [aside.ready(), aside.ready()]
    #expect(opened == [true, false] && ready == [true, false] && aside.takesContent)
  }

  @Test("It ends at its deadline, in whatever phase")
  func deadline() {
    var aside = aside()
    #expect(aside.deadline(settings) == 60_000)
    aside.dialled()
    _ = aside.opened()
    _ = aside.ready()
    #expect(aside.deadline(settings) == 60_000)
  }

  @Test("Once generated, a written answer ends with its last piece, a spoken one when it may have been heard")
  func generatedDeadlines() {
    #expect(generated(.text, text: "Yes.").deadline(settings) == 1_300)
    #expect(generated(.text, text: "").deadline(settings) == 4_000)
    #expect(generated(.audio, text: "Yes.", audioMs: 800).deadline(settings) == 3_800)
    #expect(generated(.audio, text: "Yes.", audioMs: 90_000).deadline(settings) == 60_000)
    #expect(!generated(.text, text: "Yes.").takesContent)
  }

  @Test("Asides are counted, told apart by their responses, and the last items that they said are remembered")
  func several() {
    var asides = Asides()
    let first = asides.began(aside())
    let second = asides.began(aside(scope: .conversation))
    #expect([first, second] == [AsideID(1), AsideID(2)] && asides.ids == [first, second])
    #expect(asides.speaking == second)
    #expect(asides.id(ofResponse: "resp_0") == nil)
    asides.ended(second)
    #expect(asides.speaking == nil && asides.id(ofResponse: "resp_1") == first)
    #expect(asides.began(aside()) == AsideID(3))
    for number in 0...Asides.memory {
      asides.remembered(
        Item(id: "item_\(number)", status: .completed, kind: .message(role: .assistant, content: [.outputText("x")])))
    }
    #expect(asides.item("item_0") == nil && asides.item("item_1") != nil)
  }
}
