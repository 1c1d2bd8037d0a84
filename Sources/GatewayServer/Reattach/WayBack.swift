internal import Admission
internal import Conversation
internal import NIOCore
internal import WebSocket

/// Leads a client to the call that it lost.
package struct WayBack: Sendable {
  let ticket: ReattachTicket
  let call: NIOLoopBound<Relay>
  let eventLoop: any EventLoop
  let place: SessionPlace

  /// The client has been let in, and its WebSocket is open. Called on `client.eventLoop`, like `CallStarter.startCall`.
  ///
  /// A channel stays on its event loop, and so does a call. Where the two differ, all that they say to each other hops.
  func enter(_ wish: ReattachWish, peer: String, client: WebSocketHandler) -> any WebSocketDelegate {
    guard client.eventLoop !== eventLoop else {
      let listener = RelaySocket(.client, of: call.value)
      call.value.clientReturned(on: client, listener: listener, wish: wish, peer: peer)
      return listener
    }
    let listener = FarListener(on: eventLoop)
    let socket = FarSocket(client, listener: listener)
    listener.listen { [call] in
      let near = RelaySocket(.client, of: call.value)
      call.value.clientReturned(on: socket, listener: near, wish: wish, peer: peer)
      return near
    }
    return listener
  }
}
