package import Logging

/// Everything a credential may use of the outside world. Nothing below reads an environment, a clock or a
/// global by itself.
package struct Surroundings: Sendable {
  package var http: AuthHTTP
  /// The environment variables of the process; also what an executable source inherits.
  package var environment: [String: String]
  package var clock: AuthClock
  /// A number from 0 up to, not including, 1: spreads refreshes and retries.
  package var random: @Sendable () -> Double
  package var logger: Logger
  /// Where Linux tells the maker of the machine; tests name another file.
  package var productNameFile = "/sys/class/dmi/id/product_name"

  package init(
    http: AuthHTTP, environment: [String: String], clock: AuthClock = .system,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, logger: Logger
  ) {
    self.http = http
    self.environment = environment
    self.clock = clock
    self.random = random
    self.logger = logger
  }

  /// The value of a variable; an empty one counts as unset, as containers often set it so.
  func variable(_ name: String) -> String? {
    guard let value = environment[name], !value.isEmpty else { return nil }
    return value
  }
}
