/// What a model must be like for a row of the protocol map to hold.
package enum ModelCondition: Equatable, Sendable {
  case everyModel
  /// It can answer in text.
  case writes
  /// It can only speak.
  case onlySpeaks
  /// Its voice can be chosen.
  case choosesVoice
  /// It has one voice or none.
  case hasNoVoices
  /// It can call functions.
  case hasTools
  case hasNoTools
  /// `contextUpdate` reaches a running connection.
  case updatesContext
  /// Only a new connection changes its setup.
  case keepsItsSetup

  package func holds(for profile: ModelProfile) -> Bool {
    switch self {
    case .everyModel: true
    case .writes: profile.outputs != .audio
    case .onlySpeaks: profile.outputs == .audio
    case .choosesVoice: !profile.voices.isEmpty
    case .hasNoVoices: profile.voices.isEmpty
    case .hasTools: profile.tools
    case .hasNoTools: !profile.tools
    case .updatesContext: profile.contextUpdate
    case .keepsItsSetup: !profile.contextUpdate
    }
  }
}
