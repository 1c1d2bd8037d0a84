import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

@Suite("Memory that the sockets of an event loop use in turn")
struct LoopBuffersTests {
  @Test("What is given back is taken next, emptied, in the same memory")
  func again() {
    let buffers = LoopBuffers()
    var first = buffers.takeOutgoing()
    first.writeString("a frame of somebody else")
    let place = first.withUnsafeReadableBytes { $0.baseAddress }
    buffers.giveBack(outgoing: &first)
    #expect(first.capacity == 0)
    var second = buffers.takeOutgoing()
    #expect(second.readableBytes == 0)
    second.writeString("x")
    #expect(second.withUnsafeReadableBytes { $0.baseAddress } == place)
  }

  @Test("What somebody still holds a part of stays as it is")
  func held() {
    let buffers = LoopBuffers()
    var read = buffers.takeRead(ByteBufferAllocator())
    read.writeString("kept for later")
    let kept = read.getSlice(at: 0, length: 4)
    buffers.giveBack(read: &read)
    var next = buffers.takeRead(ByteBufferAllocator())
    next.writeString("overwritten")
    #expect(kept.map { String(buffer: $0) } == "kept")
  }

  @Test("Only some are kept, no large ones, and no small ones to read into")
  func bounded() {
    let buffers = LoopBuffers()
    var large = ByteBufferAllocator().buffer(capacity: LoopBuffers.keptCapacity + 1)
    buffers.giveBack(outgoing: &large)
    #expect(large.capacity > 0)
    var small = ByteBufferAllocator().buffer(capacity: 64)
    buffers.giveBack(read: &small)
    #expect(small.capacity > 0)
    var left = 0
    for _ in 0..<20 {
      var one = ByteBufferAllocator().buffer(capacity: LoopBuffers.readCapacity)
      buffers.giveBack(read: &one)
      if one.capacity > 0 { left += 1 }
    }
    #expect(left == 16)
  }

  @Test("A client's messages are unmasked into the loop's memory, and half of one stays with its connection")
  func halfAMessage() throws {
    let socket = try EmbeddedSocket()
    let buffers = try #require(socket.handler.buffers)
    let whole = Wire.text("a message")
    try socket.receive(whole)
    #expect(buffers.message.capacity > 0)
    try socket.receive(Array(whole.prefix(10)))
    #expect(buffers.message.capacity == 0)
    let other = try EmbeddedSocket()
    try other.receive(Wire.text("another one"))
    try socket.receive(Array(whole.dropFirst(10)))
    #expect(socket.delegate.events == [.text("a message"), .text("a message")])
    #expect(other.delegate.events == [.text("another one")])
  }
}
