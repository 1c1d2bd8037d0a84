/// What is wrong with a credential file.
package enum FileProblem: Error, Sendable, Equatable {
  case missing
  case unreadable(reason: String)
  case tooLarge(bytes: Int)
  /// Lines and columns count from 1.
  case notJSON(line: Int, column: Int)
  /// `key` is a path such as `credential_source.executable.command`.
  case missingKey(String)
  case wrongType(key: String, expected: String)
  case badValue(key: String, reason: String)
  /// The `type` that was found, if any.
  case unknownType(String?)
  /// A type or source that exists but that the gateway does not serve.
  case unsupported(String, reason: String)
}

extension FileProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "there is no such file"
    case .unreadable(let reason): "it cannot be read (\(reason))"
    case .tooLarge(let bytes): "it has \(bytes) bytes, too many for a credential file"
    case .notJSON(let line, let column): "it is not JSON (line \(line), column \(column))"
    case .missingKey(let key): "the key `\(key)` is missing"
    case .wrongType(let key, let expected): "the key `\(key)` must be \(expected)"
    case .badValue(let key, let reason): "the key `\(key)` \(reason)"
    case .unknownType(nil): "the key `type` is missing"
    case .unknownType(.some(let type)): "its type is `\(type)`"
    case .unsupported(let what, let reason): "unsupported credential type `\(what)`: \(reason)"
    }
  }

  var nextStep: String {
    switch self {
    case .missing: "Correct the path, or run `gcloud auth application-default login`."
    case .unreadable: "Make it readable for the user that runs the gateway."
    case .unknownType, .unsupported:
      "Valid types: \(CredentialKind.servedTypes.map(\.rawValue).joined(separator: ", "))."
    case .tooLarge, .notJSON, .missingKey, .wrongType, .badValue:
      "Download the file again from Google Cloud, or run `gcloud auth application-default login`."
    }
  }
}
