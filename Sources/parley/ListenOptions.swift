import ArgumentParser
import Foundation
import GatewayServer
import Logging

/// What `serve` takes from the command line, over what the file says.
struct ListenOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("A configuration file; none: the simulator alone.", valueName: "file"))
  var config: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Port to listen on (file, else 4000); 0 takes a free one."))
  var port: Int?

  @Option(help: ArgumentHelp("Address to listen on (file, else every interface); 127.0.0.1 is this machine only."))
  var host: String?

  @Option(
    help: ArgumentHelp("trace, debug, info, notice, warning, error or critical (file, else info).", valueName: "level"))
  var logLevel: LogLevel?

  @Option(help: ArgumentHelp("text or json (file, else text).", valueName: "format"))
  var logFormat: LogSettings.Format?

  func validate() throws {
    if let port, !(0...65535).contains(port) {
      throw ValidationError("--port \(port) is no port; use 0 to 65535.")
    }
    if host?.isEmpty == true { throw ValidationError("--host is empty; leave it out for every interface.") }
  }

  /// The configuration with these options in place of its own.
  func applied(to configuration: GatewayConfiguration) -> GatewayConfiguration {
    var configuration = configuration
    configuration.listener.port = port ?? configuration.listener.port
    configuration.listener.host = host ?? configuration.listener.host
    configuration.logging.level = logLevel?.level ?? configuration.logging.level
    configuration.logging.format = logFormat ?? configuration.logging.format
    return configuration
  }
}

extension ListenOptions {
  /// The configuration as the file has it now. Throws `Reloader.Failure`.
  func reread() throws -> Reloader.Reread {
    guard let config else { throw Reloader.Failure(description: "started without --config: there is no file to read") }
    let reading: ConfigurationFile.Reading
    do throws(ConfigurationFile.LoadFailure) {
      reading = try ConfigurationFile.load(path: config, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw Reloader.Failure(description: error.message)
    }
    guard let configuration = reading.configuration else {
      throw Reloader.Failure(description: reading.errors.map(\.rendered).joined(separator: "\n"))
    }
    return Reloader.Reread(
      configuration: applied(to: configuration),
      warnings: reading.warnings.map(\.rendered).joined(separator: "\n"))
  }
}

/// A log level in any case, `warn` included.
struct LogLevel: ExpressibleByArgument, Equatable, Sendable {
  static let info = LogLevel(level: .info)

  let level: Logger.Level

  private init(level: Logger.Level) {
    self.level = level
  }

  init?(argument: String) {
    let word = argument.lowercased()
    guard let level = Logger.Level(rawValue: word == "warn" ? "warning" : word) else { return nil }
    self.level = level
  }

  var defaultValueDescription: String { level.rawValue }

  static var allValueStrings: [String] { Logger.Level.allCases.map(\.rawValue) }
}

extension LogSettings.Format: ExpressibleByArgument {}
