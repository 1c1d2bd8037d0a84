extension Refusal {
  /// OpenAI's error body: `{"error":{"message":…,"type":…,"param":…,"code":…}}`.
  package var json: String {
    func value(_ text: String?) -> String { text.map(Self.quoted) ?? "null" }
    return #"{"error":{"message":\#(value(message)),"type":\#(value(type)),"param":\#(value(param)),"#
      + #""code":\#(value(code))}}"#
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let hex = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
