/// Collects what leaves the session during one step, in order.
struct Outbox: Equatable, Sendable {
  private(set) var outputs: [Output] = []

  var isEmpty: Bool { outputs.isEmpty }

  mutating func add(_ output: Output) { outputs.append(output) }

  mutating func notice(_ notice: ClientNotice) { outputs.append(.notice(notice)) }

  mutating func log(_ level: LogLine.Level, _ message: String, _ metadata: [String: String] = [:]) {
    outputs.append(.log(LogLine(level, message, metadata)))
  }

  mutating func take() -> [Output] {
    defer { outputs = [] }
    return outputs
  }
}
