/// The models that are served: `model_list`, grouped by name.
package struct ModelTable: Equatable, Sendable {
  /// One `model_name` and the deployments behind it, in file order; never empty.
  package struct Entry: Equatable, Sendable {
    package var name: ModelNamePattern
    package var deployments: [ModelDeployment]

    package init(name: ModelNamePattern, deployments: [ModelDeployment]) {
      self.name = name
      self.deployments = deployments
    }
  }

  /// In the order of the file.
  package private(set) var entries: [Entry]

  /// What serves sessions of a name when none of its own deployments can.
  package var fallbacks: ModelFallbacks

  package init(_ entries: [Entry] = [], fallbacks: ModelFallbacks = ModelFallbacks()) {
    self.entries = entries
    self.fallbacks = fallbacks
  }

  /// All names as written, wildcards included: the 404's text and `/v1/models`.
  package var names: [String] { entries.map(\.name.text) }

  /// All deployments, in the order of the file.
  package var deployments: [ModelDeployment] { entries.flatMap(\.deployments) }

  /// What serves a transcription session that names no model: the first that only transcribes, else the first at all.
  /// Wildcards stand for names that only a client can say. Nil: none.
  package var transcriber: String? {
    let named = entries.filter { !$0.name.hasStar }
    return (named.first { $0.deployments.allSatisfy(\.transcribesOnly) } ?? named.first)?.name.text
  }

  /// Adds a deployment behind a name, which may already be known.
  package mutating func add(_ deployment: ModelDeployment, as name: ModelNamePattern) {
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index].deployments.append(deployment)
    } else {
      entries.append(Entry(name: name, deployments: [deployment]))
    }
  }

  /// The deployments that serve a requested name, and behind them those of its fallbacks. Nil: unknown.
  package func deployments(for requested: String) -> [ModelDeployment]? {
    guard let own = ownDeployments(for: requested) else { return nil }
    var all = own
    for (index, name) in fallbacks.names(for: requested).enumerated() {
      for var deployment in ownDeployments(for: name) ?? [] where !all.contains(where: { $0.id == deployment.id }) {
        deployment.standIn = index + 1
        all.append(deployment)
      }
    }
    return all
  }

  /// The deployments of a requested name (percent-decoded by the caller): an exact name wins, then the
  /// wildcard with the longest text before its star. Google's `models/` prefix is optional. Stars in the deployments'
  /// model ids are filled. Nil: unknown.
  private func ownDeployments(for requested: String) -> [ModelDeployment]? {
    if let found = match(requested) { return found }
    guard requested.hasPrefix("models/") else { return nil }
    return match(String(requested.dropFirst("models/".count)))
  }

  private func match(_ name: String) -> [ModelDeployment]? {
    if let exact = entries.first(where: { !$0.name.hasStar && $0.name.text == name }) { return exact.deployments }
    let wildcards = entries.filter(\.name.hasStar).sorted { $0.name.specificity > $1.name.specificity }
    for entry in wildcards {
      guard let star = entry.name.star(in: name) else { continue }
      let filled = entry.deployments.compactMap { $0.filled(with: star) }
      if !filled.isEmpty { return filled }
    }
    return nil
  }
}

extension ModelDeployment {
  /// With the star of the model id replaced. Nil if the client's text cannot be part of a model id: it ends up in the
  /// resource name that is sent to Google, so nothing in it may lead elsewhere.
  fileprivate func filled(with star: String) -> ModelDeployment? {
    guard model.contains("*") else { return self }
    var star = Substring(star)
    let prefix = provider.rawValue + "/"
    if star.hasPrefix(prefix) { star = star.dropFirst(prefix.count) }
    let isPlain = star.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "@"):
        true
      default: false
      }
    }
    guard !star.isEmpty, star.utf8.count <= 128, isPlain, !star.contains("..") else { return nil }
    var filled = self
    filled.model = model.replacing("*", with: star)
    filled.id = id.replacing("*", with: star)
    return filled
  }
}
