/// Which models stand in for which, as LiteLLM's `fallbacks` and `default_fallbacks` say it.
package struct ModelFallbacks: Equatable, Sendable {
  /// `model_name` to the names that stand in for it, the first tried first. `*` is every name.
  package var byName: [String: [String]]
  /// For every name, behind its own.
  package var defaults: [String]

  package init(byName: [String: [String]] = [:], defaults: [String] = []) {
    self.byName = byName
    self.defaults = defaults
  }

  /// The names that stand in for `name`, each once and never itself.
  func names(for name: String) -> [String] {
    var names: [String] = []
    for next in (byName[name] ?? byName["*"] ?? []) + defaults where next != name && !names.contains(next) {
      names.append(next)
    }
    return names
  }
}
