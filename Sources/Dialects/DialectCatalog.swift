/// Every upstream that Parley can speak to. A new provider is one line here.
package enum DialectCatalog {
  private typealias Provider = @Sendable (String, UpstreamOptions) throws(InvalidOption) -> UpstreamRoute

  private static let providers: [(prefix: String, route: Provider)] = [
    ("vertex_ai", { model, options throws(InvalidOption) in try .vertex(model, options) }),
    ("vertex_ai_beta", { model, options throws(InvalidOption) in try .vertex(model, options, apiVersion: "v1beta1") }),
    ("gemini", { model, options throws(InvalidOption) in try .aiStudio(model, options) }),
    ("simulator", { model, options throws(InvalidOption) in try .simulator(model, options) }),
  ]

  /// What stands before the slash of a model, in the order of the documentation.
  package static var prefixes: [String] { providers.map(\.prefix) }

  /// The way to `model`, such as `vertex_ai/gemini-3.8-live`.
  package static func route(to model: String, _ options: UpstreamOptions = UpstreamOptions()) throws(InvalidOption)
    -> UpstreamRoute
  {
    let slash = model.firstIndex(of: "/") ?? model.endIndex
    guard slash < model.endIndex, let provider = providers.first(where: { $0.prefix == model[..<slash] }) else {
      let served = prefixes.map { $0 + "/…" }.joined(separator: ", ")
      throw InvalidOption("model", "Parley does not serve '\(model)'. It serves \(served).")
    }
    return try provider.route(String(model[model.index(after: slash)...]), options)
  }
}
