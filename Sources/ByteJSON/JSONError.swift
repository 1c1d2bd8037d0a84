/// Why a text is not JSON that we read, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// Byte offset in the message at which reading stopped.
  package var offset: Int
  package var problem: Problem

  package enum Problem: Equatable, Sendable {
    case unexpectedEnd
    case expectedValue
    case expectedKey
    case expectedColon
    case expectedCommaOrEnd
    case trailingContent
    case invalidNumber
    case invalidEscape
    case controlCharacter
    case invalidUTF8
    /// Nested deeper than `JSONNode.depthLimit`.
    case tooDeep
    /// More values than `JSONNode.valueLimit`.
    case tooManyValues
    /// Longer than offsets of 32 bits can name.
    case tooLong
  }

  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  /// One sentence for an error message; holds nothing of the text itself.
  package var description: String { "\(problem.sentence) (at byte \(offset))" }
}

extension JSONError.Problem {
  fileprivate var sentence: String {
    switch self {
    case .unexpectedEnd: "the JSON text ends too early"
    case .expectedValue: "a JSON value is expected"
    case .expectedKey: "a member name in double quotes is expected"
    case .expectedColon: "a colon is expected after the member name"
    case .expectedCommaOrEnd: "a comma or the end of the object or array is expected"
    case .trailingContent: "there is something after the JSON value"
    case .invalidNumber: "this is not a JSON number"
    case .invalidEscape: "this is not a JSON escape"
    case .controlCharacter: "a control character in a string must be escaped"
    case .invalidUTF8: "the text is not valid UTF-8"
    case .tooDeep: "the JSON is nested too deeply; the limit is \(JSONNode.depthLimit) levels"
    case .tooManyValues: "the JSON holds too many values; the limit is \(JSONNode.valueLimit)"
    case .tooLong: "the JSON text is too long"
    }
  }
}
