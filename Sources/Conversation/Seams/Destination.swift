/// Where the next connection of a call is to lead. The shell knows the deployments, and which of them can be reached.
package enum Destination: String, Equatable, Sendable {
  /// Where the last one was, as long as that can be reached; else to another deployment.
  case same
  /// To another deployment, if one can serve the call; else where the last one was.
  case other
  /// To another deployment: the last one refuses this call, and is not asked again.
  case onlyOther = "only_other"
}
