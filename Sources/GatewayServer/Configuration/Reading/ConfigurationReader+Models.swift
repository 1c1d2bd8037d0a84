import Yams

/// `model_list`: one deployment for each entry.
extension ConfigurationReader {
  mutating func models(_ top: ConfigurationSection) -> ModelTable {
    var table = ModelTable()
    guard let node = top["model_list"] else {
      guard !mistaken.contains("model_list") else { return table }
      error(
        at: nil,
        "model_list is missing: there is nothing to serve; add an entry with model_name and litellm_params.model")
      return table
    }
    guard let list = node.sequence, !list.isEmpty else {
      error(at: node.position, "model_list: expected a list with at least one entry (- model_name: …)")
      return table
    }
    var count: [String: Int] = [:]
    for (index, element) in list.enumerated() {
      guard let entry = section(element, path: "model_list[\(index)]", .modelEntry),
        let (name, deployment) = model(entry)
      else { continue }
      var named = deployment
      count[name.text, default: 0] += 1
      if let number = count[name.text], number > 1 { named.id += "#\(number)" }
      table.add(named, as: name)
    }
    return table
  }

  private mutating func model(_ entry: ConfigurationSection) -> (ModelNamePattern, ModelDeployment)? {
    let name = value("model_name", in: entry, expected: "a name, with one * at most", { ModelNamePattern($0) })
    if entry["model_name"] == nil, !mistaken.contains("model_name") {
      error(at: entry.position, "\(entry.path): model_name is missing; it is the name that clients ask for")
    }
    guard let parameters = section("litellm_params", in: entry, .modelParameters) else {
      if entry["litellm_params"] == nil, !mistaken.contains("litellm_params") {
        error(at: entry.position, "\(entry.path): litellm_params is missing; it says which model serves this name")
      }
      return nil
    }
    guard let (provider, model) = target(parameters) else {
      // Read all the same, for what is wrong with the rest.
      if let name { _ = deployment(parameters, name: name, provider: .simulator, model: "") }
      return nil
    }
    guard let name else { return nil }
    if model.contains("*"), !name.hasStar {
      error(
        at: parameters["model"]?.position,
        "\(parameters.path(of: "model")): the * has nothing to stand for; "
          + "model_name needs one too (for example vertex/*)")
      return nil
    }
    return (name, deployment(parameters, name: name, provider: provider, model: model))
  }

  /// `litellm_params.model`, taken apart at its first slash.
  private mutating func target(_ parameters: ConfigurationSection) -> (ModelProvider, String)? {
    let path = parameters.path(of: "model")
    guard let node = parameters["model"] else {
      guard !mistaken.contains("model") else { return nil }
      error(at: parameters.position, "\(path) is missing; for example vertex_ai/gemini-3.8-live")
      return nil
    }
    guard let text = text(of: node, path: path) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
    guard parts.count == 2, let provider = ModelProvider(rawValue: parts[0]) else {
      error(at: node.position, "\(path): \(Self.unserved(parts, whole: text))")
      return nil
    }
    guard !parts[1].isEmpty, !parts[1].contains(where: \.isWhitespace), parts[1].count(where: { $0 == "*" }) <= 1 else {
      error(at: node.position, "\(path): expected a model id after \(parts[0])/, with one * at most")
      return nil
    }
    return (provider, parts[1])
  }

  /// Why a model cannot be served, and what can.
  private static func unserved(_ parts: [String], whole: String) -> String {
    let served =
      "Parley serves Gemini Live models: vertex_ai/MODEL or vertex_ai_beta/MODEL (Vertex AI), gemini/MODEL "
      + "(Google AI Studio) and simulator/MODEL"
    guard parts.count == 2 else {
      let hint = whole.hasPrefix("gemini") ? "; did you mean vertex_ai/\(whole)?" : "."
      return "\"\(whole)\" has no provider in front\(hint) \(served)"
    }
    if let meant = Spelling.nearest(to: parts[0], among: ModelProvider.allCases.map(\.rawValue)) {
      return "\"\(parts[0])\" is no provider; did you mean \(meant)/\(parts[1])? \(served)"
    }
    return "\"\(parts[0])\" models are not served; remove this entry. \(served)"
  }
}
