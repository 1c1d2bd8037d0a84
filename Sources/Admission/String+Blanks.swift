extension StringProtocol {
  /// Without spaces and tabs at both ends (the optional white space of HTTP header values).
  func trimmingBlanks() -> String {
    var rest = Substring(self)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
