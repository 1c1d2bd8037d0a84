import Testing

@testable import Admission

struct ClientSecretBookTests {
  private func secret(until expiresAt: Int, bytes: Int = 10) -> ClientSecret {
    ClientSecret(
      model: "voice", origin: nil, maker: nil, expiresAt: expiresAt, session: Array(repeating: 0x20, count: bytes))
  }

  private func digest(_ number: UInt8) -> SecretDigest { SecretDigest(bytes: [number]) }

  @Test("A secret is found by its digest, and by no other")
  func found() {
    var book = ClientSecretBook(capacity: 2, byteCapacity: 100)
    #expect(book.made(secret(until: 100), under: digest(1), at: 0) == .kept)
    #expect(book[digest(1)] == secret(until: 100))
    #expect(book[digest(2)] == nil)
  }

  @Test("An expired one is kept while there is room, and leaves for a new one, the oldest first")
  func expired() {
    var book = ClientSecretBook(capacity: 3, byteCapacity: 1_000)
    for (number, expiry) in [(1, 20), (2, 10), (3, 90)] {
      #expect(book.made(secret(until: expiry), under: digest(UInt8(number)), at: 0) == .kept)
    }
    #expect(book[digest(2)] != nil)
    #expect(book.made(secret(until: 100), under: digest(4), at: 15) == .kept)
    #expect(book[digest(2)] == nil)
    #expect(book[digest(1)] != nil)
    #expect(book.count == 3)
  }

  @Test("Full of secrets that are good, it says when the first of them expires")
  func full() {
    var book = ClientSecretBook(capacity: 2, byteCapacity: 1_000)
    #expect(book.made(secret(until: 50), under: digest(1), at: 0) == .kept)
    #expect(book.made(secret(until: 40), under: digest(2), at: 0) == .kept)
    #expect(book.made(secret(until: 99), under: digest(3), at: 10) == .full(retryAfterSeconds: 30))
    #expect(book[digest(3)] == nil)
    #expect(book.made(secret(until: 99), under: digest(3), at: 40) == .kept)
  }

  @Test("The sessions are bounded in bytes as well, and what leaves gives its bytes back")
  func bytes() {
    var book = ClientSecretBook(capacity: 100, byteCapacity: 100)
    #expect(book.made(secret(until: 20, bytes: 60), under: digest(1), at: 0) == .kept)
    #expect(book.made(secret(until: 50, bytes: 41), under: digest(2), at: 0) == .full(retryAfterSeconds: 20))
    #expect(book.made(secret(until: 50, bytes: 40), under: digest(2), at: 0) == .kept)
    #expect(book.bytes == 100)
    #expect(book.made(secret(until: 50, bytes: 60), under: digest(3), at: 20) == .kept)
    #expect(book.bytes == 100)
    #expect(book.made(secret(until: 50, bytes: 1_000), under: digest(4), at: 60) == .full(retryAfterSeconds: 1))
  }

  @Test("Thousands that expire and are made again cost no more than their number")
  func turnover() {
    var book = ClientSecretBook(capacity: 500, byteCapacity: 1 << 20)
    for number in 0..<5_000 {
      let digest = SecretDigest(bytes: withUnsafeBytes(of: number) { Array($0) })
      #expect(book.made(secret(until: number + 400), under: digest, at: number) == .kept)
      #expect(book.count <= 500)
    }
  }
}
