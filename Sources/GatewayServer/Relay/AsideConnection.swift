internal import WebSocket

/// The connection of one aside: being dialled, then open.
struct AsideConnection {
  /// Its delegate; what an older one still says is not heard.
  let listener: RelaySocket
  var dialling: UpstreamDial?
  var socket: WebSocketHandler?
}
