internal import Conversation

/// What one dial of a call is for.
struct DialPlan {
  /// Where the call was when the dial began.
  let own: UpstreamWay
  let destination: Destination
  /// Calls that come at once are spread; a new client's first attempt is not.
  let isPaced: Bool
  /// What is opened takes a place at its deployment; answers aside are not counted.
  let isCounted: Bool
  /// A connection that has been waiting will do.
  let mayTakePrewarmed: Bool
  /// Whether what is to be said can be said there.
  let canServe: (any UpstreamDialect) -> Bool
}
