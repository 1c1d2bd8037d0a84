import Conversation

extension ServedBy {
  /// `"served_by":{"deployment":…,"model":…}` among the members of a header or a line; nil without it.
  init?(story members: [String: Any]) {
    guard let text = members["served_by"] as? [String: String], let deployment = text["deployment"],
      let model = text["model"]
    else { return nil }
    self.init(deployment: deployment, model: model)
  }
}
