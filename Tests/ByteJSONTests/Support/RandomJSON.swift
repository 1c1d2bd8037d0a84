import SeededRandom

/// Makes JSON texts, and breaks them.
struct RandomJSON {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func document() -> [UInt8] { Array(value(depth: 0).utf8) }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth < 5 ? 10 : 7), using: &random) {
    case 0: return ["true", "false", "null"].randomElement(using: &random) ?? "null"
    case 1...3: return number()
    case 4...6: return string()
    case 7, 8:
      let members = (0..<Int.random(in: 0...5, using: &random)).map {
        "\"k\($0)\(space())\"\(space()):\(value(depth: depth + 1))"
      }
      return space() + "{" + members.joined(separator: space() + ",") + space() + "}"
    default:
      let elements = (0..<Int.random(in: 0...5, using: &random)).map { _ in value(depth: depth + 1) }
      return "[" + elements.joined(separator: "," + space()) + space() + "]" + space()
    }
  }

  private mutating func space() -> String { ["", "", "", " ", "  "].randomElement(using: &random) ?? "" }

  private mutating func number() -> String {
    let numbers = [
      "0", "-0", "7", "-12", "9007199254740993", "1.5", "-0.25", "1e3", "2.5E-7", "1E+2", "123456789.125", "1e-320",
      "0.1", "3.141592653589793", "9223372036854775807",
    ]
    return numbers.randomElement(using: &random) ?? "0"
  }

  private mutating func string() -> String {
    let pieces = [
      "a", "audio", " ", "/", "\\/", "\\\"", "\\\\", "\\n", "\\t\\b\\f\\r", "é", "日本", "😀", "\\u00e9", "\\u65E5",
      "\\ud83d\\ude00", "=", "+", "{", "]", ",", "\\u0000", "\u{7F}",
    ]
    let count = Int.random(in: 0...6, using: &random)
    return "\"" + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() + "\""
  }

  /// A copy of `text` with a few bytes changed, put in, taken out, doubled or moved.
  mutating func broken(_ text: [UInt8], changes: Int = 3, keepingASCII: Bool = false) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...changes, using: &random) {
      guard !text.isEmpty else { break }
      let place = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: text[place] = UInt8.random(in: 0...(keepingASCII ? 127 : 255), using: &random)
      case 1: text[place] = Array("{}[]\",:\\/ \nu0e-.tn".utf8).randomElement(using: &random) ?? 0
      case 2: text.remove(at: place)
      case 3: text.insert(Array("{}[]\",:\\/ \t\u{1}".utf8).randomElement(using: &random) ?? 0, at: place)
      case 4: text.swapAt(place, Int.random(in: 0..<text.count, using: &random))
      case 5: text.removeLast(text.count - place)
      default:
        let end = min(text.count, place + Int.random(in: 1...20, using: &random))
        text.insert(contentsOf: text[place..<end], at: place)
      }
    }
    return text
  }
}
