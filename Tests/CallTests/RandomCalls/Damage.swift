import SeededRandom

/// What a careless or hostile peer does to a message.
enum Damage {
  /// A member is missing, of another kind, out of range or additional, somewhere in the value.
  static func done(to value: Any, _ random: inout SeededRandom) -> Any {
    switch value {
    case var object as [String: Any]:
      guard let key = object.keys.sorted().dropFirst(random.below(max(object.count, 1))).first else {
        return odd(&random)
      }
      // The type stays, or the event would not be read at all.
      guard key != "type" || random.below(8) == 0 else {
        return done(to: object.filter { $0.key != "type" }, &random, type: object["type"])
      }
      switch random.below(6) {
      case 0: object[key] = nil
      case 1: object[key] = odd(&random)
      case 2: object["unheard_of"] = odd(&random)
      default: object[key] = done(to: object[key] ?? 0, &random)
      }
      return object
    case var list as [Any]:
      guard !list.isEmpty else { return [odd(&random)] }
      let place = random.below(list.count)
      switch random.below(4) {
      case 0: list.remove(at: place)
      case 1: list.append(list[place])
      default: list[place] = done(to: list[place], &random)
      }
      return list
    default: return odd(&random)
    }
  }

  private static func done(to rest: [String: Any], _ random: inout SeededRandom, type: Any?) -> Any {
    guard var object = done(to: rest, &random) as? [String: Any] else { return rest }
    object["type"] = type
    return object
  }

  /// Cut short, or one character replaced.
  static func done(toText text: String, _ random: inout SeededRandom) -> String {
    var characters = Array(text.unicodeScalars)
    guard !characters.isEmpty else { return text }
    let place = random.below(characters.count)
    if random.below(2) == 0 {
      characters.removeSubrange(place...)
    } else {
      characters[place] = random.pick(["\"", "\\", "{", "]", ",", "\u{0}", "9", "\u{FFFD}"])
    }
    var damaged = String.UnicodeScalarView()
    damaged.append(contentsOf: characters)
    return String(damaged)
  }

  static func odd(_ random: inout SeededRandom) -> Any {
    let odd: [Any] = [
      true, 0, -1, 1e300, Int.max, 0.5, "", "x", "\u{1F600}\u{0}", [Any](), [String: Any](), ["a": ["b": [1]]],
      String(repeating: "long ", count: 200),
    ]
    return random.pick(odd)
  }
}
