internal import Hummingbird
internal import NIOCore
internal import NIOSSL
internal import WebSocket

/// What a route knows beside the request.
struct GatewayRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The IP address of the socket's other end.
  var peer: String { channel.remoteAddress?.ipAddress ?? "unknown" }
}
