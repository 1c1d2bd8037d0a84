internal import FoundationEssentials

extension FileProblem {
  /// What a failed read says.
  init(reading error: any Error) {
    guard let error = error as? CocoaError else {
      self = .unreadable(reason: "read error")
      return
    }
    switch error.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: self = .missing
    case .fileReadNoPermission: self = .unreadable(reason: "permission denied")
    case .fileReadTooLarge: self = .unreadable(reason: "too large")
    case _: self = .unreadable(reason: "not a regular file, or a read error")
    }
  }

  /// What the decoder found wrong, as a key or a line. The decoder's own words may quote the file: they are not used.
  init(_ error: DecodingError, in data: Data) {
    switch error {
    case .keyNotFound(let key, let context): self = .missingKey(Self.path(context.codingPath + [key]))
    case .valueNotFound(_, let context): self = .missingKey(Self.path(context.codingPath))
    case .typeMismatch(let type, let context):
      self = .wrongType(key: Self.path(context.codingPath), expected: Self.name(of: type))
    case .dataCorrupted(let context):
      if context.codingPath.isEmpty, let fault = JSONFault.locate(in: data) {
        self = .notJSON(line: fault.line, column: fault.column)
      } else {
        self = .badValue(key: Self.path(context.codingPath), reason: "is empty or malformed")
      }
    @unknown default: self = .unreadable(reason: "unexpected failure of the JSON decoder")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    let path = keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    return path.isEmpty ? "(the whole file)" : path
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Int.Type, is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is any SequenceOfJSON.Type: "a list"
    case _: "an object"
    }
  }
}

/// Marks what the decoder calls an array.
private protocol SequenceOfJSON {}
extension Array: SequenceOfJSON {}
