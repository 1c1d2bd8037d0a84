/// Why an external account's source gave no subject token.
package enum SubjectTokenProblem: Error, Sendable, Equatable {
  case unreadableFile(path: String, reason: String)
  case empty(source: String)
  case notJSON(source: String)
  case missingField(source: String, field: String)
  case executablesNotAllowed(command: String)
  case executableNotStarted(command: String, reason: String)
  case executableFailed(command: String, exit: String)
  case executableTimedOut(command: String, milliseconds: Int)
  /// `success` was false: the program's own `code` and `message`.
  case executableRefused(command: String, code: String, message: String)
  case executableAnswer(command: String, reason: String)
  /// No AWS region or keys.
  case aws(reason: String)

  var isTransient: Bool {
    switch self {
    case .executableTimedOut, .executableFailed, .executableRefused, .unreadableFile, .empty: true
    case .notJSON, .missingField, .executablesNotAllowed, .executableNotStarted, .executableAnswer, .aws: false
    }
  }
}

extension SubjectTokenProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadableFile(let path, let reason): "file \(path) cannot be read (\(reason))"
    case .empty(let source): "\(source) is empty"
    case .notJSON(let source): "\(source) is not JSON"
    case .missingField(let source, let field): "\(source) has no text field `\(field)`"
    case .executablesNotAllowed(let command): "`\(command)` may not be run"
    case .executableNotStarted(let command, let reason): "`\(command)` could not be started (\(reason))"
    case .executableFailed(let command, let exit): "`\(command)` ended with \(exit)"
    case .executableTimedOut(let command, let milliseconds): "`\(command)` took longer than \(milliseconds) ms"
    case .executableRefused(let command, let code, let message): "`\(command)` answered \(code): \(message)"
    case .executableAnswer(let command, let reason): "the answer of `\(command)` \(reason)"
    case .aws(let reason): reason
    }
  }

  var nextStep: String {
    switch self {
    case .unreadableFile, .empty: "Check the volume or sidecar that writes the token."
    case .notJSON, .missingField: "Check `credential_source.format` against what the source gives."
    case .executablesNotAllowed: "Set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1 if you trust the credential file."
    case .executableNotStarted: "Check the command's path and its execute permission."
    case .executableFailed, .executableRefused, .executableAnswer: "Run the command by hand to see what it says."
    case .executableTimedOut: "Raise `timeout_millis` (at most 120000) or make the command faster."
    case .aws: "Set AWS_REGION and AWS keys, or attach a role to the instance."
    }
  }
}
