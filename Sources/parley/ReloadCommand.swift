import ArgumentParser
import Foundation
import GatewayServer

/// `parley reload`: tells a running gateway to read its configuration again.
struct ReloadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Makes a running gateway take its changed configuration, certificates and credentials.",
    discussion: """
      New sessions get the new configuration, running ones keep theirs. A file with errors, or a setting that needs a \
      restart, changes nothing.

      Exit status: 0 if it was taken, 1 if not, or if no gateway runs with this file.
      """)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file that the gateway was started with.", valueName: "file"))
  var config: String

  @Option(help: "The gateway's process, where it cannot be found by its file; its log alone says what came of it.")
  var pid: Int32?

  /// How long a gateway may take to answer.
  private static let patience = Duration.seconds(10)

  func validate() throws {
    if let pid, pid < 1 { throw ValidationError("--pid \(pid) is no process.") }
  }

  func run() async throws {
    let state = StateDirectory.usual(
      configurationFile: config, environment: ProcessInfo.processInfo.environment)
    try await run(console: .standard, state: state)
  }

  func run(console: Console, state: StateDirectory) async throws {
    let found = Control.holder(of: state)
    guard let process = pid ?? found else {
      console.complain(
        "parley: no gateway runs with \(config) (or it cannot write \(state.path)); start it, or name it with --pid")
      throw ExitCode.problems
    }
    if process == found, let file = Control.configurationFile(of: state), file != Control.absolute(config) {
      console.complain(
        "parley: the gateway that runs from this folder (process \(process)) was started with \(file), not with "
          + "\(Control.absolute(config)); name that file, or the right process with --pid")
      throw ExitCode.problems
    }
    guard Control.isGateway(process) else {
      console.complain("parley: process \(process) is no parley; look for the right one with: pgrep parley")
      throw ExitCode.problems
    }
    let before = Control.lastOutcome(in: state)
    guard kill(process, SIGHUP) == 0 else {
      console.complain("parley: process \(process) cannot be told (\(String(cString: strerror(errno))))")
      throw ExitCode.problems
    }
    guard process == found else { return console.write("Told process \(process); its log says what came of it.") }
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(20))
      guard let outcome = Control.lastOutcome(in: state), outcome.mark != before?.mark else { continue }
      switch outcome.reload {
      case .taken(let warnings):
        if !warnings.isEmpty { console.complain(warnings) }
        return console.write("Reloaded: new sessions have \(config).")
      case .refused(let problem):
        console.complain("parley: not reloaded, nothing has changed:\n\(problem)")
        throw ExitCode.problems
      }
    }
    console.complain("parley: process \(process) did not answer in time; its log may say why")
    throw ExitCode.problems
  }
}
