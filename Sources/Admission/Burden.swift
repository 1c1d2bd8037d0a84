/// What the process carries, as measured a few times a second, and how much of it keeps new sessions out: those that are
/// open have the first right to memory and to time.
package struct Burden: Equatable, Sendable {
  package struct Limits: Equatable, Sendable {
    /// Resident bytes of the process; nil: as many as the machine has.
    package var memoryBytes: Int?
    /// ms that an event loop may be behind.
    package var lagMs: Int
    /// How much of its time an event loop may be busy; with 100 it may always be.
    package var busyPercent: Int

    package init(memoryBytes: Int?, lagMs: Int, busyPercent: Int = 100) {
      self.memoryBytes = memoryBytes
      self.lagMs = lagMs
      self.busyPercent = busyPercent
    }

    /// For those who do not measure.
    package static let none = Limits(memoryBytes: nil, lagMs: .max)
  }

  package enum Excess: String, Equatable, Sendable {
    case memory
    case lag
    case load
  }

  /// How busy the loops were in the time before a measurement, in percent, and the sessions that were open at its end.
  private struct Load: Equatable, Sendable {
    let busyPercent: Int
    let sessions: Int
  }

  private var limits: Limits
  private var memoryBytes = 0
  /// ms of the last measurements, oldest first.
  private var lags: [Int] = []
  /// Of the last measurements, oldest first.
  private var loads: [Load] = []
  /// Measurements since the loops last had too little time; nil: they have had enough for long.
  private var sinceBusy: Int?

  /// Measurements that count. Of the lags the median: it is above the limit only if the loops are late again and again, and
  /// not because of one long step or a machine that looked away.
  private static let memory = 5
  /// What fewer sessions take says little of what the next one will: they have just begun.
  private static let fewSessions = 50
  /// So much less, in percent of the time, for so many measurements, until newcomers are taken again: calls stay, and a
  /// moment of rest is none.
  private static let respite = (percent: 5, measurements: 25)

  package init(limits: Limits) { self.limits = limits }

  package mutating func limitsChanged(to limits: Limits) { self.limits = limits }

  /// - Parameters:
  ///   - memoryBytes: resident; nil: the system does not tell.
  ///   - lagMs: of the event loop that is most behind.
  ///   - busyPercent: of the event loop that is least busy since the last measurement: newcomers go there.
  ///   - sessions: open now.
  package mutating func measured(memoryBytes: Int?, lagMs: Int, busyPercent: Int = 0, sessions: Int = 0) {
    self.memoryBytes = memoryBytes ?? 0
    lags.append(lagMs)
    if lags.count > Self.memory { lags.removeFirst() }
    loads.append(Load(busyPercent: busyPercent, sessions: sessions))
    if loads.count > Self.memory { loads.removeFirst() }
    rested(sessions: sessions)
  }

  private mutating func rested(sessions: Int) {
    guard let since = sinceBusy else {
      if isTooMuch(sessions: sessions, above: limits.busyPercent) { sinceBusy = 0 }
      return
    }
    let isStill = isTooMuch(sessions: sessions, above: limits.busyPercent - Self.respite.percent)
    sinceBusy = isStill ? 0 : since + 1 < Self.respite.measurements ? since + 1 : nil
  }

  /// Why no session may begin now, while so many are open; nil: it may.
  package func excess(sessions: Int) -> Excess? {
    if let limit = limits.memoryBytes, memoryBytes > limit { return .memory }
    if lags.count == Self.memory, lags.sorted()[Self.memory / 2] > limits.lagMs { return .lag }
    guard limits.busyPercent < 100 else { return nil }
    return sinceBusy != nil || isTooMuch(sessions: sessions, above: limits.busyPercent) ? .load : nil
  }

  /// Lag alone comes too late: once there is no time left, those who are in wait ever longer. Each session that has come
  /// since a measurement counts with what the others took then: many may come before the next.
  private func isTooMuch(sessions: Int, above limit: Int) -> Bool {
    guard loads.count == Self.memory else { return false }
    let expected = loads.reduce(0.0) { sum, load in
      let share = Double(load.busyPercent) / Double(max(load.sessions, Self.fewSessions))
      return sum + Double(load.busyPercent) + share * Double(max(0, sessions - load.sessions))
    }
    return expected > Double(limit * Self.memory)
  }
}
