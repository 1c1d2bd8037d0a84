package import NIOCore

/// What a `WebSocketHandler` tells its owner. Every call comes on the channel's event loop.
///
/// `webSocketClosed` is called exactly once, as the last call, whatever happens to the connection. The handler holds
/// its delegate until then.
package protocol WebSocketDelegate: AnyObject {
  /// A whole text message; its bytes are valid UTF-8. Let go of the buffer soon, and the next message uses it again.
  func webSocketReceived(text: ByteBuffer)

  /// A whole binary message.
  func webSocketReceived(binary: ByteBuffer)

  /// No more messages come for now. It follows every row of messages, within the same event-loop tick: the place for what
  /// need not be done after each of them.
  func webSocketReadEnded()

  /// False: more than 64 KiB wait for the peer to read them. Sending stays possible; bound it by `bytesQueued`.
  func webSocketWritabilityChanged(_ isWritable: Bool)

  /// The server is shutting down: come to an end and call `close`, in your own time.
  func webSocketShouldQuiesce()

  /// The server will not wait any longer: say goodbye and call `close`, now.
  func webSocketIsCutOff()

  /// The peer broke a rule or a limit and will be closed with `code`: the last moment to send something.
  func webSocketFoundViolation(_ code: CloseCode, reason: String)

  /// Nothing more is received, and what is sent from now on is dropped. The TCP connection ends by itself shortly.
  func webSocketClosed(_ report: CloseReport)
}

extension WebSocketDelegate {
  /// Most owners send at once.
  package func webSocketReadEnded() {}

  /// Most owners have come to their end before.
  package func webSocketIsCutOff() {}

  /// Most owners have nothing to say to a peer that breaks the protocol.
  package func webSocketFoundViolation(_ code: CloseCode, reason: String) {}
}
