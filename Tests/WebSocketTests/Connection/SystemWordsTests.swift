import NIOCore
import Testing

@testable import WebSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct SystemWordsTests {
  @Test("An error of the system is told in its words, any other as it tells itself")
  func words() {
    let refused = IOError(errnoCode: ECONNREFUSED, reason: "connect(descriptor:addr:size:)")
    #expect(SystemWords.of(refused) == "Connection refused")
    #expect(SystemWords.of(ChannelError.eof) == String(describing: ChannelError.eof))
  }
}
