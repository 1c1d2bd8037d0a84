internal import NIOCore

/// The frames of one event-loop tick, side by side in one buffer, so that they leave in one system call.
struct Outbox {
  /// A buffer larger than this is handed to the channel before the tick ends, and not kept afterwards.
  static let largeBuffer = 64 << 10

  private(set) var buffer = ByteBuffer()
  private var encoder: FrameEncoder

  init(encoder: FrameEncoder) { self.encoder = encoder }

  var bytes: Int { buffer.readableBytes }

  mutating func append(_ write: (inout FrameEncoder, inout ByteBuffer) -> Void) { write(&encoder, &buffer) }

  /// Makes the buffer empty after the channel has taken it; its memory is used again if the channel is done with it.
  mutating func taken() {
    if buffer.capacity > Self.largeBuffer {
      buffer = ByteBuffer()
    } else {
      buffer.clear()
    }
  }

  /// Gives back memory that only speeds up the next message.
  mutating func rested() {
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
  }
}
