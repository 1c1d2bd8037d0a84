import Conversation

/// A session that only transcribes.
extension SetupNegotiation {
  /// A model that would answer is made to stay silent: the gateway's own detector marks the turns, so that it is asked
  /// for nothing before their ends, and of the answer that it owes for each of them it may say one token. Nobody hears
  /// that.
  static func listening(_ wanted: SessionConfiguration, _ profile: ModelProfile) -> SessionConfiguration {
    switch wanted.purpose {
    case .conversation: return wanted
    case .transcription: break
    }
    var silent = wanted
    silent.output = .text
    silent.voice = nil
    silent.tools = []
    silent.toolChoice = .auto
    silent.transcription = wanted.transcription ?? SessionConfiguration.Transcription()
    silent.turnDetection?.createResponse = profile.transcribesOnly
    silent.turnDetection?.interruptResponse = true
    silent.instructions =
      profile.transcribesOnly ? "" : "Listen, and do not answer. Your words are not heard by anyone."
    silent.maxOutputTokens = profile.transcribesOnly ? nil : 1
    return silent
  }
}
