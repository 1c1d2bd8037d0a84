internal import WebSocket

/// A socket that a dial has opened.
struct OpenedWay {
  let socket: WebSocketHandler
  let way: UpstreamWay
  /// Where the call was when the dial began.
  let from: ModelDeployment
  /// A new place, if the conversation goes on there.
  let seat: DeploymentSeat?
  let attempts: Int
  /// It was open before the call wanted it.
  let isPrewarmed: Bool
  /// What went wrong before; nil: nothing.
  let trouble: String?

  /// It leads to another deployment.
  var isMove: Bool { way.deployment.id != from.id }
}
