/// What came of a load.
package struct LoadReport: Equatable, Sendable {
  package struct Usage: Equatable, Sendable {
    /// On a processor during the window.
    package var cpuNanoseconds: UInt64
    /// Before the first session, and at the end of the window.
    package var residentBytesBefore: Int
    package var residentBytesAfter: Int
  }

  package var mode: LoadMode
  /// Those that were asked for, and those that were open at the end of the window.
  package var sessions: Int
  package var openSessions: Int
  /// Of the window.
  package var seconds: Double
  /// The model returned each Nth frame, as far as we are the model.
  package var echoEvery: Int
  package var tally: LoadTally
  /// Of the watched process, if there was one.
  package var watched: Usage?
  /// Of the generator itself.
  package var own: Usage?

  /// What the window's work is counted in.
  package var work: LatencyHistogram { tally.work(in: mode) }

  package var perSecond: Double { seconds > 0 ? Double(work.count) / seconds : 0 }

  /// The part of the audio that should have come back and did not; the frames under way at the window's ends are not told
  /// apart.
  package var lost: Double? {
    guard tally.framesSent > 0 else { return nil }
    return max(0, 1 - Double(tally.roundTrips.count * echoEvery) / Double(tally.framesSent))
  }

  /// Processor time of the watched process for one piece of work, in microseconds.
  package var cpuMicrosecondsEach: Double? {
    guard let watched, work.count > 0, mode != .idle else { return nil }
    return Double(watched.cpuNanoseconds) / 1_000 / Double(work.count)
  }

  /// Memory that the watched process took for one session, in bytes; only where sessions do not fill its buffers to the
  /// brim.
  package var bytesPerSession: Int? {
    guard let watched, openSessions > 0 else { return nil }
    switch mode {
    case .idle, .paced: return (watched.residentBytesAfter - watched.residentBytesBefore) / openSessions
    case .saturated, .turns, .connects: return nil
    }
  }
}
