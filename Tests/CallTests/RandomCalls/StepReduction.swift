/// Simpler steps that might still do.
enum StepReduction {
  /// What `Shrinker` makes less.
  static func weight(_ step: Step) -> Int {
    switch step {
    case .wait(let ms): 1 + ms
    case .append(let speaking, let ms, _): ms + (speaking == .speech ? 1 : 0)
    case .client(let text, _), .upstream(let text), .aside(let text, _): 1 + text.utf8.count
    case .shell, .asideShell: 1
    }
  }

  static func simpler(_ step: Step) -> [Step] {
    switch step {
    case .wait(let ms): ms > 1 ? [.wait(ms: ms / 2), .wait(ms: ms - ms / 4), .wait(ms: ms - 1)] : []
    case .append(.speech, let ms, let number): [.append(.silence, ms: ms, number: number)]
    case .append(.silence, _, _), .shell, .asideShell: []
    case .client(let text, let choice):
      smaller(text).map { .client($0, choice: choice) } + (choice == 0 ? [] : [.client(text, choice: 0)])
    case .upstream(let text): smaller(text).map { .upstream($0) }
    case .aside(let text, let choice): smaller(text).map { .aside($0, choice: choice) }
    }
  }

  /// The message without one of its members or elements, at any depth.
  private static func smaller(_ text: String) -> [String] {
    guard let object = JSONText.object(text) else { return [] }
    return without(object).map(JSONText.text)
  }

  private static func without(_ value: Any) -> [Any] {
    switch value {
    case let object as [String: Any]:
      return object.keys.sorted().flatMap { key -> [Any] in
        let rest: [Any] = [object.filter { $0.key != key }]
        return rest + without(object[key] ?? 0).map { object.merging([key: $0]) { _, new in new } }
      }
    case let list as [Any]:
      return list.indices.flatMap { place -> [Any] in
        var rest = list
        rest.remove(at: place)
        return [rest]
          + without(list[place]).map { element -> [Any] in
            var changed = list
            changed[place] = element
            return changed
          }
      }
    default: return []
    }
  }
}
