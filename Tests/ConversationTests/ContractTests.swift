import Testing
import VoiceAudio

@testable import Conversation

@Suite("Client contracts")
struct ContractTests {
  @Test("Only GA shapes move a plain client; flat fields make a bare GA client beta")
  func moves() {
    let plain = ContractClaim(.plain, .movable)
    #expect(plain.moved(by: .flat) == plain)
    #expect(plain.moved(by: .ga) == ContractClaim(.ga, .settled))
    let bare = ContractClaim(.ga, .movable)
    #expect(bare.moved(by: .flat) == ContractClaim(.beta, .settled))
    #expect(bare.moved(by: .neutral) == bare)
  }

  @Test("A settled client stays what it is", arguments: ClientContract.allCases, [EventShape.flat, .ga, .neutral])
  func settled(contract: ClientContract, shape: EventShape) {
    let claim = ContractClaim(contract, .settled)
    #expect(claim.moved(by: shape) == claim)
  }

  @Test("Defaults differ where the contracts say so")
  func defaults() {
    let plain = SessionConfiguration(defaultsOf: .plain)
    #expect(plain.inputFormat == .pcm16(rate: 16_000))
    #expect(plain.output == .likeTheTurn)
    #expect(plain.turnDetection?.silenceMs == 800)
    #expect(plain.transcription != nil)
    let ga = SessionConfiguration(defaultsOf: .ga)
    #expect(ga.inputFormat == .pcm16(rate: 24_000))
    #expect(ga.output == .audio)
    #expect(ga.turnDetection?.silenceMs == 500)
    #expect(ga.transcription == nil)
    #expect(SessionConfiguration(defaultsOf: .ga, inputRate: 8_000).inputFormat == .pcm16(rate: 8_000))
  }

  @Test("PCM without a rate keeps the rate of before; G.711 and back takes the contract's")
  func unstatedRates() {
    let start = SessionConfiguration(defaultsOf: .plain)
    #expect(start.applying([.inputFormat(.pcm(rate: nil))], under: .plain).inputFormat == .pcm16(rate: 16_000))
    let there = start.applying([.inputFormat(.g711MuLaw)], under: .plain)
    #expect(there.inputFormat == .g711MuLaw)
    #expect(there.applying([.inputFormat(.pcm(rate: nil))], under: .plain).inputFormat == .pcm16(rate: 16_000))
  }

  @Test("Turn detection is filled with the contract's defaults")
  func filledDetection() {
    let wish = SessionChange.Detection(
      method: .server(threshold: nil, prefixPaddingMs: nil, silenceMs: nil, idleTimeoutMs: nil))
    let changed = SessionConfiguration(defaultsOf: .plain).applying([.turnDetection(wish)], under: .plain)
    #expect(changed.turnDetection == .server(silenceMs: 800))
  }
}
