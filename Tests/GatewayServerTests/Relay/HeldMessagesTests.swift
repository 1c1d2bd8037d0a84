import Conversation
import NIOCore
import Testing

@testable import GatewayServer

@Suite("Held messages")
struct HeldMessagesTests {
  @Test("Everything leaves in the order it came, splices copied out of their message")
  func order() {
    var held = HeldMessages()
    held.hold([1])
    held.holdAudio(Splice(head: [2], payload: 1..<3, tail: [5]), of: ByteBuffer(bytes: [0, 3, 4, 9]))
    held.hold([6])
    #expect(held.takeAll() == [[1], [2, 3, 4, 5], [6]])
    #expect(held.takeAll().isEmpty)
  }

  @Test("Only audio is dropped, the oldest first")
  func dropped() {
    var held = HeldMessages()
    held.holdAudio([1])
    held.hold([2])
    held.holdAudio([3])
    held.holdAudio([4])
    held.dropOldestAudio(count: 2)
    #expect(held.takeAll() == [[2], [4]])
  }
}
