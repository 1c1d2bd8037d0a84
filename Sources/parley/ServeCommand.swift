import ArgumentParser
import Foundation
import GatewayServer
import GoogleAuth

/// `parley`, without a subcommand: the gateway.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Starts the gateway (this is what parley does when it is told nothing else).",
    discussion: """
      Without --config it serves the model gemini-live-simulator with a key made for this run. \
      SIGTERM and Ctrl-C let running answers finish first. SIGHUP reads the file again, for new sessions.

      Exit status: 0 after a shutdown that was asked for, 1 if the gateway cannot start, 2 if the file cannot be read.
      """)

  @OptionGroup var options: ListenOptions

  func run() async throws {
    try await run(
      console: .standard, environment: ProcessInfo.processInfo.environment,
      serve: Wiring.serve(options))
  }

  /// - Parameter serve: the gateway itself.
  func run(console: Console, environment: [String: String], serve: ServeFunction) async throws {
    let loader = ConfigurationLoader(console: console, environment: environment)
    let loaded = try loader.load(path: options.config, makeKey: MasterKey.make)
    let configuration = options.applied(to: loaded.configuration)
    do {
      try await serve(configuration) { started in
        let banner = StartupBanner(configuration: configuration, started: started, madeKey: loaded.madeKey)
        console.write(banner.text)
      }
    } catch {
      let listener = configuration.listener
      console.complain("parley: " + StartupFailure.explain(error, host: listener.host, port: listener.port))
      throw ExitCode.problems
    }
  }
}
