/// How far a load has come, for those who wait.
package struct LoadProgress: Equatable, Sendable {
  package enum Stage: Equatable, Sendable {
    case opening
    case warmingUp
    case measuring
  }

  package var stage: Stage
  /// Of the stage: 0 to 1.
  package var fraction: Double
  package var sessions: Int
  package var openSessions: Int
  /// In the stage so far.
  package var tally: LoadTally
}
