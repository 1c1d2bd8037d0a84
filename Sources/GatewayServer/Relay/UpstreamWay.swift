internal import Conversation
internal import Dialects

/// One way of a call to a model: a deployment, and what it takes to dial it.
struct UpstreamWay {
  let deployment: ModelDeployment
  let dialler: any WayDialler

  /// Fresh.
  var dialect: any UpstreamDialect { dialler.route.dialect }
}
