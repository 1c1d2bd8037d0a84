/// What a peer may send. A frame or message above a limit closes the connection with 1009.
package struct MessageLimits: Equatable, Sendable {
  /// Bytes of payload of one message, all its fragments together.
  package var messageBytes: Int
  /// Bytes of payload of one frame; never more than a message.
  package var frameBytes: Int

  package init(messageBytes: Int, frameBytes: Int? = nil) {
    self.messageBytes = messageBytes
    self.frameBytes = min(frameBytes ?? messageBytes, messageBytes)
  }

  /// For the sockets of clients: 15 MiB, the limit of OpenAI's own server for one event.
  package static let fromClients = MessageLimits(messageBytes: 15 << 20)
  /// For the sockets to upstreams: 16 MiB.
  package static let fromUpstreams = MessageLimits(messageBytes: 16 << 20)
}
