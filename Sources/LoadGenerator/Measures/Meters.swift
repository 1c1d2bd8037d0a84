/// Looks at the watched process and at the generator, at the beginning and at both ends of the window.
struct Meters {
  struct Readings {
    var watched: ProcessMeter.Reading?
    var own: ProcessMeter.Reading?
  }

  private let watched: ProcessMeter?
  /// Before the first session.
  private let first: Readings

  /// - Throws: `LoadProblem.noProcess`.
  init(_ plan: LoadPlan) throws(LoadProblem) {
    watched = plan.watched.map { ProcessMeter($0) }
    first = try Self.read(watched)
  }

  func read() throws(LoadProblem) -> Readings { try Self.read(watched) }

  func usage(
    _ process: KeyPath<Readings, ProcessMeter.Reading?>, _ before: Readings, _ after: Readings
  ) -> LoadReport.Usage? {
    guard let start = first[keyPath: process], let before = before[keyPath: process],
      let after = after[keyPath: process]
    else { return nil }
    let cpu = after.cpuNanoseconds > before.cpuNanoseconds ? after.cpuNanoseconds - before.cpuNanoseconds : 0
    return LoadReport.Usage(
      cpuNanoseconds: cpu, residentBytesBefore: start.residentBytes, residentBytesAfter: after.residentBytes)
  }

  private static func read(_ meter: ProcessMeter?) throws(LoadProblem) -> Readings {
    let watched = meter?.read()
    if let meter, watched == nil { throw .noProcess(meter.processID) }
    return Readings(watched: watched, own: ProcessMeter.own.read())
  }
}
