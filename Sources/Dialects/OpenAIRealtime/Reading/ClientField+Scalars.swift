import ByteJSON
import Conversation

extension ClientField {
  /// Characters are Unicode scalars, as OpenAI counts them.
  func string(atMost limit: Int = .max) throws(Fault) -> String {
    guard let text = node.string else { throw mistyped("a string") }
    if limit < .max, text.utf8.count > limit, text.unicodeScalars.count > limit {
      throw .tooLong(path, limit: limit, got: text.unicodeScalars.count)
    }
    return text
  }

  /// An id or a name: 1 to 512 characters.
  func identifier() throws(Fault) -> String {
    let text = try string(atMost: 512)
    guard !text.isEmpty else { throw .invalidValue(at: path, "an empty string cannot be used here") }
    return text
  }

  func boolean() throws(Fault) -> Bool {
    guard let value = node.bool else { throw mistyped("a boolean") }
    return value
  }

  func integer(in range: ClosedRange<Int>) throws(Fault) -> Int {
    guard let value = node.int else {
      throw .invalidType(path, expected: "an integer", got: node.kind == .number ? "a decimal" : node.kind.phrase)
    }
    guard range.contains(value) else {
      let isBelow = value < range.lowerBound
      throw .outOfRange(
        path, kind: "integer", below: isBelow, bound: "\(isBelow ? range.lowerBound : range.upperBound)",
        got: "\(value)")
    }
    return value
  }

  func decimal(in range: ClosedRange<Double>) throws(Fault) -> Double {
    guard node.kind == .number else { throw mistyped("a decimal") }
    // Too large for a double: above every bound, or below it.
    let value = node.double ?? (node.numberText?.first == "-" ? -.infinity : .infinity)
    guard range.contains(value) else {
      let isBelow = value < range.lowerBound
      throw .outOfRange(
        path, kind: "decimal", below: isBelow, bound: "\(isBelow ? range.lowerBound : range.upperBound)",
        got: node.numberText ?? "")
    }
    return value
  }

  @discardableResult
  func choice(_ supported: [String]) throws(Fault) -> String {
    let text = try string()
    guard supported.contains(text) else { throw .invalidValue(text, at: path, supported: supported) }
    return text
  }

  func choice<Choice>(_ type: Choice.Type) throws(Fault) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let text = try string()
    guard let value = Choice(rawValue: text) else {
      throw .invalidValue(text, at: path, supported: Choice.allCases.map(\.rawValue))
    }
    return value
  }
}
