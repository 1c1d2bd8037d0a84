package import NIOCore

/// Where a plain channel's bytes are read into.
///
/// NIO keeps a buffer for each channel. It keeps none beside the first if it may read only once at a time and is never
/// told a size; so the first one is tiny, and all others are the event loop's.
package struct ReadAllocator: RecvByteBufferAllocator {
  /// Bytes of the first read of a connection, whose buffer NIO keeps for good.
  private static let firstCapacity = 64
  /// Bytes of a read before it is known what the connection will be.
  private static let handshakeCapacity = 2048

  /// Nil before the connection is a WebSocket: nobody would give a buffer back.
  private let buffers: NIOLoopBound<LoopBuffers>?
  private var isFirst: Bool

  /// For a new connection, before its first read.
  package static func prepare(_ channel: any Channel) throws {
    guard let options = channel.syncOptions else { return }
    try options.setOption(.maxMessagesPerRead, value: 1)
    try options.setOption(.recvAllocator, value: ReadAllocator(buffers: nil, isFirst: true))
  }

  static func shared(_ buffers: LoopBuffers, on eventLoop: any EventLoop) -> ReadAllocator {
    ReadAllocator(buffers: NIOLoopBound(buffers, eventLoop: eventLoop), isFirst: false)
  }

  package func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
    if isFirst { return allocator.buffer(capacity: Self.firstCapacity) }
    return buffers?.value.takeRead(allocator) ?? allocator.buffer(capacity: Self.handshakeCapacity)
  }

  /// True: the buffer that NIO has kept is not used again.
  package mutating func record(actualReadBytes: Int) -> Bool {
    isFirst = false
    return true
  }
}
