/// One line of a terminal that says how far a load has come.
package enum ProgressBar {
  private static let width = 30

  /// - Parameter mode: says what is being counted.
  package static func line(_ progress: LoadProgress, _ mode: LoadMode) -> String {
    let full = Int((progress.fraction * Double(width)).rounded())
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    let open = "\(progress.openSessions)/\(progress.sessions) sessions"
    switch progress.stage {
    case .opening: return "opening    \(bar)  \(open)"
    case .warmingUp: return "warming up \(bar)  \(open)"
    case .measuring:
      let work = progress.tally.work(in: mode)
      let counted =
        switch mode {
        case .saturated, .paced: "\(work.count) round trips"
        case .turns: "\(work.count) turns"
        case .connects: "\(work.count) connects"
        case .idle: "silent"
        }
      let latency = work.percentile(0.99).map { ", p99 \(ReadableTime.text($0))" } ?? ""
      return "measuring  \(bar)  \(mode == .connects ? "" : open + ", ")\(counted)\(mode == .idle ? "" : latency)"
    }
  }
}
