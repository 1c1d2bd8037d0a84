package import Conversation

extension GeminiLive {
  package mutating func encode(_ command: UpstreamCommand) -> [[UInt8]] {
    switch command {
    case .setup(let message, let handle): return [history.setupSent(message, resuming: handle)]
    case .contextUpdate(let setup): return history.contextAsked(setup).map { [$0] } ?? []
    case .content(let items, let generate): return history.contentAsked(items, generate: generate)
    case .videoFrame(let picture): return [GeminiTurn.frame(picture)]
    case .toolResponse(let results): return results.isEmpty ? [] : [FunctionResponses.message(results)]
    case .audioStreamEnd: return [Array(#"{"realtimeInput":{"audioStreamEnd":true}}"#.utf8)]
    case .activityStart(let items): return history.activityAsked(after: items)
    case .activityEnd: return [History.activityEnd]
    case .activityText(let items): return history.activityTextAsked(items)
    case .interrupt: return history.interruptAsked().map { [$0] } ?? []
    }
  }

  package mutating func audio(_ payload: Range<Int>, rate: Int) -> Splice {
    microphone.message(around: payload, rate: rate)
  }
}
