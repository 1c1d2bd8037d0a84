/// One name or several: `"tools"`, `["tools", "tool_choice"]`.
struct FieldNames: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  let all: [String]

  init(stringLiteral name: String) { all = [name] }
  init(arrayLiteral names: String...) { all = names }
}
