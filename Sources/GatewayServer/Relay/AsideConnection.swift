internal import WebSocket

/// The connection of one aside: being dialled, then open.
struct AsideConnection {
  /// Its delegate; what an older one still says is not heard.
  let listener: RelaySocket
  /// Of its own, because a dialler counts the attempts of one dial.
  let dialler: UpstreamDialler
  var dialling: UpstreamDialler.Dialling?
  var socket: WebSocketHandler?
}
