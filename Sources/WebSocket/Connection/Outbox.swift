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

  /// Empties the buffer *before* the channel gets what was in it: a write or a flush may change writability, and whoever
  /// is told of that may send at once. What is sent then stands behind, neither lost nor sent with the old bytes again.
  mutating func takeAll() -> ByteBuffer {
    var taken = ByteBuffer()
    swap(&taken, &buffer)
    return taken
  }

  /// Uses the memory of what was taken again, if the channel is done with it and nothing new waits.
  mutating func reuse(_ taken: inout ByteBuffer) {
    guard buffer.readableBytes == 0, taken.capacity <= Self.largeBuffer else { return }
    // Swapped, not assigned: a second holder would make `clear` allocate.
    swap(&buffer, &taken)
    buffer.clear()
  }

  /// Gives back memory that only speeds up the next message.
  mutating func rested() {
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
  }
}
