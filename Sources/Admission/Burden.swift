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

  private var limits: Limits
  private var memoryBytes = 0
  /// ms of the last measurements, oldest first.
  private var lags: [Int] = []
  /// Percent of the last measurements, oldest first.
  private var loads: [Int] = []
  /// Open at the last measurement.
  private var measuredSessions = 0

  /// Measurements that count: their median is above the limit only if the loops are late again and again, and not because
  /// of one long step or a machine that looked away.
  private static let memory = 5
  /// Of how busy the loops are fewer count: they are late as soon as there is no time left, and then it is too late for those
  /// who are in.
  private static let loadMemory = 2
  /// What fewer sessions take says little of what the next one will: they have just begun.
  private static let fewSessions = 50

  package init(limits: Limits) { self.limits = limits }

  package mutating func limitsChanged(to limits: Limits) { self.limits = limits }

  /// - Parameters:
  ///   - memoryBytes: resident; nil: the system does not tell.
  ///   - lagMs: of the event loop that is most behind.
  ///   - busyPercent: of the event loop that is least busy since the last measurement: newcomers go there.
  ///   - sessions: open now.
  package mutating func measured(memoryBytes: Int?, lagMs: Int, busyPercent: Int = 0, sessions: Int = 0) {
    self.memoryBytes = memoryBytes ?? 0
    measuredSessions = sessions
    lags.append(lagMs)
    if lags.count > Self.memory { lags.removeFirst() }
    loads.append(busyPercent)
    if loads.count > Self.loadMemory { loads.removeFirst() }
  }

  /// Why no session may begin now, while so many are open; nil: it may.
  ///
  /// Those that have come since the last measurement count with what the others take each: many may come before the next.
  package func excess(sessions: Int) -> Excess? {
    if let limit = limits.memoryBytes, memoryBytes > limit { return .memory }
    if lags.count == Self.memory, lags.sorted()[Self.memory / 2] > limits.lagMs { return .lag }
    guard loads.count == Self.loadMemory, limits.busyPercent < 100 else { return nil }
    let known = max(measuredSessions, Self.fewSessions)
    let expected = loads.reduce(0, +) * (known + max(0, sessions - measuredSessions))
    return expected > limits.busyPercent * Self.loadMemory * known ? .load : nil
  }
}
