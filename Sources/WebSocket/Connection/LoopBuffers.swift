internal import NIOCore

/// Memory that all WebSockets of one event loop use in turn: what one of them needs while it handles a read or a flush,
/// the next one needs a moment later. So a connection that rests holds none of it, and one that works finds it in the
/// processor's cache.
///
/// Whoever takes a buffer need not give it back: then it is the taker's, and the next one is made anew.
final class LoopBuffers {
  /// More than this is given back to the system, not kept.
  static let keptCapacity = 64 << 10
  /// Bytes read from a socket at once.
  static let readCapacity = 32 << 10
  /// Sockets that may have something to send at the same moment; more than two are rare.
  private static let keptBuffers = 4

  static let local = LoopLocal { _ in LoopBuffers() }

  /// For the message that a client's frames are unmasked into.
  var message = ByteBuffer()
  private var outgoing: [ByteBuffer] = []
  private var read: [ByteBuffer] = []

  /// An empty buffer for frames to send.
  func takeOutgoing() -> ByteBuffer { Self.take(from: &outgoing) ?? ByteBuffer() }

  func giveBack(outgoing buffer: inout ByteBuffer) {
    guard buffer.storageCapacity > 0, buffer.storageCapacity <= Self.keptCapacity else { return }
    Self.keep(&buffer, in: &outgoing)
  }

  /// An empty buffer to read into.
  func takeRead(_ allocator: ByteBufferAllocator) -> ByteBuffer {
    Self.take(from: &read) ?? allocator.buffer(capacity: Self.readCapacity)
  }

  /// What was read is handled.
  func giveBack(read buffer: inout ByteBuffer) {
    guard buffer.storageCapacity == Self.readCapacity else { return }
    Self.keep(&buffer, in: &read)
  }

  private static func take(from kept: inout [ByteBuffer]) -> ByteBuffer? {
    guard var buffer = kept.popLast() else { return nil }
    // If somebody still holds a part of it, the memory is theirs, and this makes new.
    buffer.clear()
    return buffer
  }

  private static func keep(_ buffer: inout ByteBuffer, in kept: inout [ByteBuffer]) {
    guard kept.count < keptBuffers else { return }
    var given = ByteBuffer()
    swap(&given, &buffer)
    kept.append(given)
  }
}
