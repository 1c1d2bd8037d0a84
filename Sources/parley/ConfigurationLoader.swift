import ArgumentParser
import Foundation
import GatewayServer
import GoogleAuth

/// Finds the configuration to serve, and says what is wrong with it.
struct ConfigurationLoader {
  var console: Console
  var environment: [String: String]

  /// What `serve` starts with. A key is made only if there is no file: it opens the simulator and nothing else.
  struct Loaded: Equatable {
    var configuration: GatewayConfiguration
    var madeKey: Secret?
  }

  /// - Parameter makeKey: asked for a new key; random.
  func load(path: String?, makeKey: () -> Secret) throws -> Loaded {
    guard let path else {
      let key = makeKey()
      return Loaded(configuration: .simulatorOnly(masterKey: key), madeKey: key)
    }
    let reading = try read(path)
    for problem in reading.problems { console.complain(problem.rendered) }
    guard let configuration = reading.configuration else {
      console.complain("parley: not started: \(Self.count(reading)) in \(path)")
      throw ExitCode.problems
    }
    return Loaded(configuration: configuration)
  }

  func read(_ path: String) throws -> ConfigurationFile.Reading {
    do throws(ConfigurationFile.LoadFailure) {
      return try ConfigurationFile.load(path: path, environment: environment)
    } catch {
      console.complain("parley: \(error.message)")
      throw ExitCode.noFile
    }
  }

  /// `2 errors and 1 warning`.
  static func count(_ reading: ConfigurationFile.Reading) -> String {
    func words(_ number: Int, _ noun: String) -> String? {
      number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    let parts = [words(reading.errors.count, "error"), words(reading.warnings.count, "warning")].compactMap(\.self)
    return parts.isEmpty ? "nothing wrong" : parts.joined(separator: " and ")
  }
}
