internal import NIOCore

/// The frames of one event-loop tick, side by side in one buffer, so that they leave in one system call.
struct Outbox {
  /// A buffer larger than this is handed to the channel before the tick ends.
  static let largeBuffer = 64 << 10

  private(set) var buffer = ByteBuffer()
  private var encoder: FrameEncoder

  init(encoder: FrameEncoder) { self.encoder = encoder }

  var bytes: Int { buffer.readableBytes }

  /// - Parameter buffers: Where memory for the first frame comes from.
  mutating func append(
    in buffers: LoopBuffers?, _ write: (inout FrameEncoder, inout ByteBuffer) -> Void
  ) {
    if buffer.capacity == 0, let buffers { buffer = buffers.takeOutgoing() }
    write(&encoder, &buffer)
  }

  /// Empties the buffer *before* the channel gets what was in it: a write or a flush may change writability, and whoever
  /// is told of that may send at once. What is sent then stands behind, neither lost nor sent with the old bytes again.
  mutating func takeAll() -> ByteBuffer {
    var taken = ByteBuffer()
    swap(&taken, &buffer)
    return taken
  }
}
