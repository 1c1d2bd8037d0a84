import ArgumentParser
import Foundation
import LoadGenerator
import NIOCore

/// What the sessions do, how many there are and for how long.
struct BenchLoadOptions: ParsableArguments {
  enum Mode: String, CaseIterable, ExpressibleByArgument {
    case turns, paced, saturated, connects, idle
  }

  @Option(help: "What each session does: turns, paced, saturated, connects or idle.")
  var mode = Mode.turns

  @Option(name: .shortAndLong, help: ArgumentHelp("How many at a time.", valueName: "count"))
  var sessions = 10

  @Option(name: .shortAndLong, help: ArgumentHelp("Seconds that are measured.", valueName: "s"))
  var duration = 10.0

  @Option(help: ArgumentHelp("Seconds of load before that.", valueName: "s"))
  var warmUp = 1.0

  @Option(
    help: ArgumentHelp(
      "Seconds, of --warm-up and --duration, over which the sessions come evenly, each working from then on. Default: "
        + "all come before.",
      valueName: "s"))
  var ramp: Double?

  @Option(help: ArgumentHelp("turns, connects: begun in a second, all together. Default: one after the other."))
  var rate: Double?

  @Option(help: ArgumentHelp("saturated: frames that each session keeps under way.", valueName: "count"))
  var inFlight = 8

  @Option(help: ArgumentHelp("Audio in a frame.", valueName: "ms"))
  var frameMs = 20

  @Option(help: ArgumentHelp("paced: time between a session's frames. Default: their length.", valueName: "ms"))
  var intervalMs: Int?

  @Option(help: ArgumentHelp("paced: send at multiples of this, instead of spread evenly.", valueName: "ms"))
  var slotMs: Int?

  @Option(help: ArgumentHelp("Rate of the audio that the server expects.", valueName: "hz"))
  var audioRate = 24_000

  @Option(
    help: ArgumentHelp("A client event with which each session begins, such as a session.update.", valueName: "json"))
  var firstEvent: String?

  @Option(help: ArgumentHelp("Seconds that the server may take for session.created or a first result.", valueName: "s"))
  var patience = 10.0

  @Option(help: ArgumentHelp("Threads of the load generator.", valueName: "count"))
  var threads = 1

  func validate() throws {
    try Self.check("--sessions", sessions, 1...100_000)
    try Self.check("--in-flight", inFlight, 1...1_000)
    try Self.check("--frame-ms", frameMs, 5...1_000)
    try Self.check("--interval-ms", intervalMs ?? frameMs, 1...60_000)
    try Self.check("--slot-ms", slotMs ?? 1, 1...1_000)
    try Self.check("--audio-rate", audioRate, 8_000...48_000)
    try Self.check("--threads", threads, 1...256)
    try Self.check("--duration", duration, 0.1...86_400)
    try Self.check("--warm-up", warmUp, 0...3_600)
    try Self.check("--patience", patience, 0.1...600)
    if let rate { try Self.check("--rate", rate, 0.01...1_000_000) }
    if let ramp {
      try Self.check("--ramp", ramp, 0.1...3_600)
      guard ramp <= warmUp + duration else {
        throw ValidationError(
          "--ramp \(ramp) is longer than --warm-up and --duration together: the last sessions would never come.")
      }
      if mode == .connects { throw ValidationError("--ramp does not go with --mode connects; use --rate.") }
    }
    if let firstEvent, (try? JSONSerialization.jsonObject(with: Data(firstEvent.utf8))) == nil {
      throw ValidationError("--first-event is no JSON; write an event such as {\"type\":\"session.update\",…}.")
    }
  }

  private static func check<Value: Comparable>(_ name: String, _ value: Value, _ range: ClosedRange<Value>) throws {
    guard !range.contains(value) else { return }
    throw ValidationError("\(name) \(value) is out of range; use \(range.lowerBound) to \(range.upperBound).")
  }

  var loadMode: LoadMode {
    switch mode {
    case .turns: .turns
    case .paced: .paced(intervalMs: intervalMs ?? frameMs, slotMs: slotMs)
    case .saturated: .saturated(framesInFlight: inFlight)
    case .connects: .connects
    case .idle: .idle
    }
  }

  func apply(to plan: inout LoadPlan) {
    plan.sessions = sessions
    plan.duration = Self.time(duration)
    plan.warmUp = Self.time(warmUp)
    plan.ramp = ramp.map(Self.time)
    plan.rate = rate
    plan.frameMs = frameMs
    plan.audioRate = audioRate
    plan.firstEvent = firstEvent.map { Array($0.utf8) }
    plan.patience = Self.time(patience)
    plan.threads = threads
  }

  private static func time(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1e9)) }
}
