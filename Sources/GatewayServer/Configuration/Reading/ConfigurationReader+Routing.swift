import Yams

/// `router_settings` and `litellm_settings`: what happens when a deployment fails. Both sections may say it, as in LiteLLM.
extension ConfigurationReader {
  mutating func fallbacks(_ sections: [ConfigurationSection], models: ModelTable) -> ModelFallbacks {
    var fallbacks = ModelFallbacks()
    for section in sections {
      if let defaults = list("default_fallbacks", in: section) {
        fallbacks.defaults += defaults.compactMap { known($0.text, $0.node, section, "default_fallbacks", models) }
      }
      guard let node = section["fallbacks"] else { continue }
      let path = section.path(of: "fallbacks")
      guard let entries = node.sequence else {
        error(at: node.position, "\(path): expected a list such as - model-a: [model-b]")
        continue
      }
      for (index, entry) in entries.enumerated() {
        addFallbacks(entry, path: "\(path)[\(index)]", to: &fallbacks, models)
      }
    }
    return fallbacks
  }

  private mutating func addFallbacks(
    _ entry: Node, path: String, to fallbacks: inout ModelFallbacks, _ models: ModelTable
  ) {
    guard let mapping = entry.mapping else {
      return error(at: entry.position, "\(path): expected a name and those that stand in for it: - model-a: [model-b]")
    }
    let section = ConfigurationSection(mapping, path: path, position: entry.position)
    for field in section.fields {
      let node = section[field.key] ?? entry
      if field.key != "*", known(field.key, node, section, field.key, models) == nil { continue }
      let listed = list(field.key, in: section) ?? []
      for own in listed where own.text == field.key {
        warning(
          at: own.node.position, "\(section.path(of: field.key)): a model does not stand in for itself; name another")
      }
      let names = listed.compactMap { known($0.text, $0.node, section, field.key, models) }
      fallbacks.byName[field.key, default: []] += names
    }
  }

  /// The name, if a model has it.
  private mutating func known(
    _ name: String, _ node: Node, _ section: ConfigurationSection, _ key: String, _ models: ModelTable
  ) -> String? {
    if models.deployments(for: name) != nil { return name }
    let meant = Spelling.nearest(to: name, among: models.names).map { "; did you mean \($0)?" }
    error(
      at: node.position,
      "\(section.path(of: key)): no entry of model_list has the name \"\(name)\"\(meant ?? "; add one, or remove it")")
    return nil
  }
}
