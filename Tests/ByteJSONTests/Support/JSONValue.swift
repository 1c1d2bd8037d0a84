import Foundation

@testable import ByteJSON

/// A JSON value as two readers can agree on it: Foundation's and ours.
enum JSONValue {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case number(Double)
  case bool(Bool)
  case null

  init(_ node: JSONNode) {
    switch node.kind {
    case .object:
      var members: [String: JSONValue] = [:]
      for (key, value) in node.members ?? [] { members[key] = JSONValue(value) }
      self = .object(members)
    case .array: self = .array((node.elements ?? []).map { JSONValue($0) })
    case .string: self = .string(node.string ?? "not a string")
    case .number: self = .number(node.double ?? .infinity)
    case .bool: self = .bool(node.bool ?? false)
    case .null: self = .null
    }
  }

  /// What Foundation reads in `text`; nil if it refuses it.
  init?(foundation text: [UInt8]) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed) else {
      return nil
    }
    self.init(any: value)
  }

  private init(any value: Any) {
    switch value {
    case let members as [String: Any]: self = .object(members.mapValues { JSONValue(any: $0) })
    case let elements as [Any]: self = .array(elements.map { JSONValue(any: $0) })
    case let text as String: self = .string(text)
    case let number as NSNumber:
      // A boolean's type is a C char, and no number that was read has that type.
      self = String(cString: number.objCType) == "c" ? .bool(number.boolValue) : .number(number.doubleValue)
    default: self = .null
    }
  }
}

extension JSONValue: Equatable {
  /// Numbers are equal if 15 digits are: Foundation rounds long fractions twice.
  static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.object(let left), .object(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): abs(left - right) <= 1e-15 * max(abs(left), abs(right)) * 4
    case (.bool(let left), .bool(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }
}
