import ArgumentParser
import Foundation
import GatewayServer

/// `parley check`: a file's problems, one by one; with `--connect`, the credentials and the models too.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what is wrong with a configuration file.",
    discussion: """
      Problems are printed as FILE:LINE:COLUMN, with the line. With --connect, each model's credential is looked for, \
      a token fetched, and a connection opened as far as the model's answer that it is ready; nothing is said to it.

      Exit status: 0 all is well (there may be warnings), 1 errors, 2 the file cannot be read.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config: String

  @Flag(help: "Try the credentials and the handshake of every model.")
  var connect = false

  func run() async throws {
    try await run(
      console: .standard, environment: ProcessInfo.processInfo.environment, probe: Wiring.deploymentProbe)
  }

  /// - Parameter probe: tries one deployment.
  func run(console: Console, environment: [String: String], probe: DeploymentProbe) async throws {
    let reading = try ConfigurationLoader(console: console, environment: environment).read(config)
    for problem in reading.problems { console.write(problem.rendered) }
    guard let configuration = reading.configuration else {
      console.write("\(config): \(ConfigurationLoader.count(reading))")
      throw ExitCode.problems
    }
    console.write("\(config): \(ConfigurationLoader.count(reading)); \(ConfigurationSummary.text(configuration))")
    guard connect else { return }
    var isFine = true
    for deployment in configuration.models.deployments {
      let report = await probe(deployment, configuration)
      console.write("")
      console.write(report.text(for: deployment))
      isFine = isFine && report.isFine
    }
    if !isFine { throw ExitCode.problems }
  }
}
