internal import FoundationEssentials
internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A subject token from a program that the credential file names. Runs only where the operator has allowed it, and
/// without a shell.
struct ExecutableSource: SubjectTokenSource {
  struct Settings: Decodable, Sendable {
    var command: FilledText
    var timeoutMilliseconds: Int?
    var outputFile: String?

    enum CodingKeys: String, CodingKey {
      case command
      case timeoutMilliseconds = "timeout_millis"
      case outputFile = "output_file"
    }
  }

  static let permission = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES"
  static let timeouts = 5_000...120_000
  static let defaultTimeout = 30_000
  /// Bytes of standard output.
  static let outputLimit = 1 << 20

  private let words: [String]
  private let timeout: Int
  private let outputFile: String?
  private let variables: [String: String]
  private let label: CredentialLabel
  private let surroundings: Surroundings
  /// The program's name, for errors; its arguments may hold secrets.
  private var program: String { words[0] }

  init(
    _ settings: Settings, for account: ExternalAccount.File, _ label: CredentialLabel, _ surroundings: Surroundings
  ) throws(FileProblem) {
    guard let words = CommandWords.split(settings.command.text), !words.isEmpty else {
      throw .badValue(key: "credential_source.executable.command", reason: "has an open quote or no words")
    }
    timeout = settings.timeoutMilliseconds ?? Self.defaultTimeout
    guard Self.timeouts.contains(timeout) else {
      throw .badValue(key: "credential_source.executable.timeout_millis", reason: "must be in 5000…120000")
    }
    self.words = words
    outputFile = settings.outputFile.flatMap { $0.isEmpty ? nil : $0 }
    variables = Self.variables(for: account, outputFile: outputFile)
    self.label = label
    self.surroundings = surroundings
  }

  private static func variables(for account: ExternalAccount.File, outputFile: String?) -> [String: String] {
    let email = account.impersonationURL.flatMap(ImpersonatedServiceAccount.account(in:))
    let prefix = "GOOGLE_EXTERNAL_ACCOUNT_"
    var variables = [
      prefix + "AUDIENCE": account.audience.text, prefix + "TOKEN_TYPE": account.subjectTokenType.text,
      prefix + "ID": email ?? "", prefix + "INTERACTIVE": "0", prefix + "REVOKE": "0",
    ]
    variables[prefix + "IMPERSONATED_EMAIL"] = email
    variables[prefix + "OUTPUT_FILE"] = outputFile
    return variables
  }

  func subjectToken() async throws(GoogleAuthError) -> Secret {
    guard surroundings.environment[Self.permission] == "1" else {
      throw .noSubjectToken(label, .executablesNotAllowed(command: program))
    }
    if let kept = try keptToken() { return kept }
    var output = try await run()
    if output.isEmpty, let outputFile, let kept = try? Data(contentsOf: URL(filePath: outputFile)) { output = kept }
    switch ExecutableAnswer.read(output, now: surroundings.clock.now().unixSeconds) {
    case .token(let token): return token
    case .expired: throw malformed("has expired")
    case .refused(let code, let message):
      throw .noSubjectToken(label, .executableRefused(command: program, code: code, message: message))
    case .malformed(let reason): throw malformed(reason)
    }
  }

  /// A token that the output file still holds. One without an end counts as expired; a broken file is an error, a
  /// missing or half-written one is not.
  private func keptToken() throws(GoogleAuthError) -> Secret? {
    guard let outputFile, let content = try? Data(contentsOf: URL(filePath: outputFile)),
      let answer = try? JSONDecoder().decode(ExecutableAnswer.self, from: content), answer.expirationTime != nil
    else { return nil }
    switch ExecutableAnswer.read(content, now: surroundings.clock.now().unixSeconds) {
    case .token(let token): return token
    case .expired, .refused: return nil
    case .malformed(let reason): throw malformed(reason)
    }
  }

  private func malformed(_ reason: String) -> GoogleAuthError {
    .noSubjectToken(label, .executableAnswer(command: program, reason: reason))
  }

  // MARK: The process

  private enum Outcome: Sendable {
    case exited(TerminationStatus, output: [UInt8])
    case notStarted(String)
    case timedOut
  }

  private func run() async throws(GoogleAuthError) -> Data {
    let outcome = await withTaskGroup(of: Outcome.self) { race in
      race.addTask { await execute() }
      race.addTask {
        try? await surroundings.clock.sleep(.milliseconds(timeout))
        return .timedOut
      }
      let first = await race.next() ?? .timedOut
      race.cancelAll()
      return first
    }
    if Task.isCancelled { throw .cancelled }
    switch outcome {
    case .exited(.exited(0), let output): return Data(output)
    case .exited(let status, _):
      throw .noSubjectToken(label, .executableFailed(command: program, exit: "\(status)"))
    case .notStarted(let reason):
      throw .noSubjectToken(label, .executableNotStarted(command: program, reason: reason))
    case .timedOut:
      throw .noSubjectToken(label, .executableTimedOut(command: program, milliseconds: timeout))
    }
  }

  /// Cancelling ends the program and whatever it started: it has a session of its own.
  private func execute() async -> Outcome {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
    ]
    let environment = surroundings.environment.merging(variables) { _, ours in ours }
    let keys = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    do {
      let result = try await Subprocess.run(
        program.contains("/") ? .path(FilePath(program)) : .name(program),
        arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(Dictionary(keys) { first, _ in first }), platformOptions: options,
        output: .bytes(limit: Self.outputLimit), error: .discarded)
      return .exited(result.terminationStatus, output: result.standardOutput)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      return .notStarted("not found")
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      return .notStarted("more than 1 MiB of output")
    } catch {
      return .notStarted("the system could not run it")
    }
  }
}
