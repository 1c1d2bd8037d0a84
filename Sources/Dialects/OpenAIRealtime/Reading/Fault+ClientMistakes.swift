import ByteJSON
import Conversation

/// What clients get wrong, in OpenAI's words and codes (section 10 (f) of the OpenAI reference).
extension Fault {
  static func unreadable(_ problem: String) -> Fault {
    Fault(
      .invalidRequest, code: "invalid_event",
      "The message could not be read as an event: \(problem). Send one JSON object with a 'type' in each message.")
  }

  static func missing(_ param: String) -> Fault {
    Fault(
      .invalidRequest, code: "missing_required_parameter", "Missing required parameter: '\(param)'.", param: param)
  }

  static func invalidType(_ param: String, expected: String, got: String) -> Fault {
    Fault(
      .invalidRequest, code: "invalid_type",
      "Invalid type for '\(param)': expected \(expected), but got \(got) instead.", param: param)
  }

  static func invalidValue(_ value: String, at param: String, supported: [String]) -> Fault {
    let list = supported.map { "'\($0)'" }.joined(separator: ", ")
    return Fault(
      .invalidRequest, code: "invalid_value", "Invalid value: '\(value.clipped)'. Supported values are: \(list).",
      param: param)
  }

  /// `rule` completes "Invalid 'param': ".
  static func invalidValue(at param: String, _ rule: String) -> Fault {
    Fault(.invalidRequest, code: "invalid_value", "Invalid '\(param)': \(rule).", param: param)
  }

  static func unknownParameter(_ param: String) -> Fault {
    let shown = param.clipped
    return Fault(
      .invalidRequest, code: "unknown_parameter", "Unknown parameter: '\(shown)'. Check its spelling.", param: shown)
  }

  /// A number outside its range; `kind` is `integer` or `decimal`.
  static func outOfRange(
    _ param: String, kind: String, below isBelow: Bool, bound: String, got: String
  ) -> Fault {
    let side = isBelow ? "below minimum" : "above maximum"
    return Fault(
      .invalidRequest, code: "\(kind)_\(isBelow ? "below_min" : "above_max")_value",
      "Invalid '\(param)': \(kind) \(side) value. Expected a value \(isBelow ? ">=" : "<=") \(bound), "
        + "but got \(got.clipped) instead.",
      param: param)
  }

  static func tooLong(_ param: String, limit: Int, got: Int) -> Fault {
    Fault(
      .invalidRequest, code: "string_above_max_length",
      "Invalid '\(param)': string too long. Expected at most \(limit) characters, but got \(got).", param: param)
  }
}

extension JSONKind {
  /// With its article, for a sentence.
  var phrase: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "a boolean"
    case .null: "null"
    }
  }
}

extension String {
  /// Short enough for an error message. Scalars, because one character can be a megabyte of accents.
  fileprivate var clipped: String {
    unicodeScalars.count > 64 ? String(unicodeScalars.prefix(64)) + "…" : self
  }
}
