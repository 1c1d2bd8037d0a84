import FoundationEssentials
import Yams

/// Reads a configuration file in LiteLLM's format. All problems are collected; each names file, line and column.
package enum ConfigurationFile {
  /// What came of it. There is a configuration exactly if there is no error.
  package struct Reading: Equatable, Sendable {
    package var configuration: GatewayConfiguration?
    /// In the order of the file.
    package var problems: [ConfigurationProblem]

    package var errors: [ConfigurationProblem] { problems.filter { $0.severity == .error } }
    package var warnings: [ConfigurationProblem] { problems.filter { $0.severity == .warning } }
  }

  /// Reads text.
  /// - Parameters:
  ///   - file: its name in messages.
  ///   - environment: what `os.environ/NAME` and Google's own variables are looked up in.
  ///   - isReadable: tells whether a file that the text names can be read.
  package static func read(
    _ text: String, file: String, environment: [String: String],
    isReadable: (String) -> Bool = { FileManager.default.isReadableFile(atPath: $0) }
  ) -> Reading {
    let source = ConfigurationSource(text, file: file)
    return withoutActuallyEscaping(isReadable) { isReadable in
      var reader = ConfigurationReader(source: source, environment: environment, isReadable: isReadable)
      var configuration: GatewayConfiguration?
      do {
        configuration = reader.configuration(try Yams.compose(yaml: text))
      } catch let failure as YamlError {
        let (position, message) = failure.explained(in: text)
        reader.error(at: position, message)
      } catch {
        reader.error(at: nil, "not YAML: \(error)")
      }
      let problems = reader.problems.sortedByPosition()
      let failed = problems.contains { $0.severity == .error }
      return Reading(configuration: failed ? nil : configuration, problems: problems)
    }
  }
}

extension ConfigurationReader {
  /// The whole tree. Nil: not the shape of a configuration at all (said so).
  fileprivate mutating func configuration(_ root: Node?) -> GatewayConfiguration? {
    guard let root, !root.isNull else {
      error(at: nil, "the file is empty; config-sample.yaml shows what it can hold")
      return nil
    }
    guard root.mapping != nil, let top = section(root, path: "", .top) else {
      error(at: root.position, "not a configuration: expected sections such as model_list: and general_settings:")
      return nil
    }
    var configuration = GatewayConfiguration(environmentVariables: environmentVariables(top))
    configuration.models = models(top)
    let general = section("general_settings", in: top, .general)
    let litellm = section("litellm_settings", in: top, .litellm)
    let router = section("router_settings", in: top, .router)
    configuration.models.fallbacks = fallbacks([router, litellm].compactMap { $0 }, models: configuration.models)
    let parley = section("parley", in: top, .parley)
    configuration.access = access(general: general, parley: parley)
    if let parley {
      configuration.listener = listener(parley)
      configuration.logging = logging(parley)
      configuration.clientSecrets = clientSecrets(parley)
      configuration.limits = limits(parley)
      configuration.timings = timings(parley)
      configuration.upstream = upstream(parley)
      configuration.capture = capture(parley)
    }
    if let router, let cooldown = duration("cooldown_time", in: router, .zero ... .seconds(300)) {
      configuration.upstream.cooldown = cooldown
    }
    reportUnused()
    return configuration
  }
}

extension [ConfigurationProblem] {
  /// File order; what concerns the whole file comes first.
  fileprivate func sortedByPosition() -> [ConfigurationProblem] {
    let start = ConfigurationProblem.Position(line: 0, column: 0)
    return enumerated()
      .sorted { ($0.element.position ?? start, $0.offset) < ($1.element.position ?? start, $1.offset) }
      .map(\.element)
  }
}
