import ByteJSON

/// Proto3 field names in their two spellings. Parsers take both; error messages use the second.
enum FieldName {
  /// `client_content` → `clientContent`.
  static func camelCase(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return name }
    var result = ""
    var raises = false
    for character in name {
      if character == "_" {
        raises = true
      } else {
        result += raises ? character.uppercased() : String(character)
        raises = false
      }
    }
    return result
  }

  /// `clientContent` → `client_content`.
  static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { result, character in
      if character.isUppercase { result += "_" }
      result += character.lowercased()
    }
  }
}

extension JSONNode {
  /// The field of a proto3 message by its camelCase name, in either spelling; nil if absent or null.
  func field(_ name: String) -> JSONNode? {
    guard let value = self[name] ?? self[FieldName.snakeCase(name)], !value.isNull else { return nil }
    return value
  }

  /// A proto3 integer: a number or a string of digits.
  var protoInt: Int? { int ?? string.flatMap { Int($0) } }
}
