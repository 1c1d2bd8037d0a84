internal import Hummingbird

extension Arrival {
  /// An ordinary request. The codec has moved its `Host` header.
  init(_ request: Request, _ context: GatewayRequestContext, settings: ListenerSettings) {
    self.init(
      target: request.head.path ?? "/", headers: request.headers.map { ($0.name.rawName, $0.value) },
      host: request.head.authority, peer: context.channel.peerAddress, isTLS: request.head.scheme == "https",
      settings: settings)
  }
}
