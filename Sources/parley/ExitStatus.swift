import ArgumentParser

/// What the shell is told. Wrong arguments are 64, as ArgumentParser has it.
extension ExitCode {
  /// The configuration has errors, a check failed, or the gateway could not start.
  static let problems = ExitCode(1)
  /// The configuration file is not there or cannot be read.
  static let noFile = ExitCode(2)
}
