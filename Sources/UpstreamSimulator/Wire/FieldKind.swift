/// What one field of a client message may hold, in the words of proto3 JSON.
///
/// `null` stands for "not set" in every field, as Google's parser has it.
indirect enum FieldKind: Sendable {
  case string
  case bool
  /// A whole number, or the same in a string: proto3 parsers take both spellings.
  case integer
  case number
  /// Base64 in the standard or the URL-safe alphabet, padded or not.
  case bytes
  /// Seconds with up to nine decimals and an `s`: `"9.5s"`.
  case duration
  /// Any JSON value: the schemas of tools.
  case anything
  /// An object with fields of the caller's choosing: arguments and results of tools.
  case object
  case oneOf(Set<String>)
  case list(FieldKind)
  /// An object whose keys are data and whose values are all of one kind.
  case map(FieldKind)
  case message(@Sendable () -> MessageShape)

  /// One nested message.
  static func of(_ shape: @autoclosure @escaping @Sendable () -> MessageShape) -> FieldKind {
    .message(shape)
  }

  /// A list of nested messages.
  static func list(of shape: @autoclosure @escaping @Sendable () -> MessageShape) -> FieldKind {
    .list(.message(shape))
  }

  /// An enum by its names.
  static func oneOf(_ names: String...) -> FieldKind {
    .oneOf(Set(names))
  }

  /// How Google's parser calls the type when it complains about a value.
  var typeName: String {
    switch self {
    case .string, .oneOf: "TYPE_STRING"
    case .bool: "TYPE_BOOL"
    case .integer: "TYPE_INT64"
    case .number: "TYPE_DOUBLE"
    case .bytes: "TYPE_BYTES"
    case .duration: "type.googleapis.com/google.protobuf.Duration"
    case .anything, .object: "type.googleapis.com/google.protobuf.Struct"
    case .list: "a list"
    case .map: "a map"
    case .message: "a message"
    }
  }
}
