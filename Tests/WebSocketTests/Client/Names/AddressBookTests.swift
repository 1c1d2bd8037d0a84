import NIOCore
import Testing

@testable import WebSocket

@Suite("Address book")
struct AddressBookTests {
  private let name = "voice.example"
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
  private let old: HostAddresses
  private let new: HostAddresses
  private let reason = LookupFailure("no such name")

  init() throws {
    old = HostAddresses(v4: [try SocketAddress(ipAddress: "192.0.2.1", port: 0)])
    new = HostAddresses(v4: [try SocketAddress(ipAddress: "192.0.2.2", port: 0)])
  }

  /// A book that got `old` at `start`.
  private var known: AddressBook {
    var book = AddressBook()
    _ = book.asked(for: name, at: start)
    book.found(old, for: name, at: start)
    return book
  }

  @Test("The first one has the name looked up, the others wait for the same answer")
  func shared() {
    var book = AddressBook()
    #expect(book.asked(for: name, at: start) == .lookUp)
    #expect(book.asked(for: name, at: start) == .wait)
    #expect(book.asked(for: "other.example", at: start) == .lookUp)
    book.found(old, for: name, at: start + .seconds(1))
    #expect(book.asked(for: name, at: start + .seconds(1)) == .known(old))
  }

  @Test("An answer holds for 30 s; then one asks again, and nobody waits")
  func stale() {
    var book = known
    #expect(book.asked(for: name, at: start + .seconds(29)) == .known(old))
    #expect(book.asked(for: name, at: start + .seconds(30)) == .renew(old))
    #expect(book.asked(for: name, at: start + .seconds(31)) == .known(old))
    book.found(new, for: name, at: start + .seconds(32))
    #expect(book.asked(for: name, at: start + .seconds(61)) == .known(new))
  }

  @Test("After five minutes the old answer is used no more")
  func tooOld() {
    var book = known
    #expect(book.asked(for: name, at: start + .seconds(299)) == .renew(old))
    #expect(book.asked(for: name, at: start + .seconds(300)) == .wait)
    book.failed(reason, for: name, at: start + .seconds(301))
    #expect(book.asked(for: name, at: start + .seconds(303)) == .lookUp)
  }

  @Test("A failure is remembered for a second")
  func failed() {
    var book = AddressBook()
    _ = book.asked(for: name, at: start)
    book.failed(reason, for: name, at: start)
    #expect(book.asked(for: name, at: start + .milliseconds(999)) == .failed(reason))
    #expect(book.asked(for: name, at: start + .seconds(1)) == .lookUp)
  }

  @Test("While renewing fails, the old answer is used, and the name looked up once a second")
  func renewalFails() {
    var book = known
    #expect(book.asked(for: name, at: start + .seconds(40)) == .renew(old))
    book.failed(reason, for: name, at: start + .seconds(40))
    #expect(book.asked(for: name, at: start + .milliseconds(40_999)) == .known(old))
    #expect(book.asked(for: name, at: start + .seconds(41)) == .renew(old))
  }

  @Test("An address where nobody took a connection is forgotten at once")
  func forgotten() {
    var book = known
    book.forgotten(name)
    #expect(book.asked(for: name, at: start + .seconds(1)) == .lookUp)
    book.found(new, for: name, at: start + .seconds(1))
    #expect(book.asked(for: name, at: start + .seconds(1)) == .known(new))
  }

  @Test("256 names are remembered; the one that nobody asked for the longest goes first")
  func bounded() {
    var book = known
    for number in 1...AddressBook.capacity {
      let other = "\(number).example"
      #expect(book.asked(for: other, at: start + .seconds(1)) == .lookUp)
      book.found(new, for: other, at: start + .seconds(1))
    }
    #expect(book.asked(for: "256.example", at: start + .seconds(2)) == .known(new))
    #expect(book.asked(for: name, at: start + .seconds(2)) == .lookUp)
  }

  @Test("A name for which there is no room is looked up all the same")
  func noRoom() {
    var book = AddressBook()
    for number in 1...AddressBook.capacity { _ = book.asked(for: "\(number).example", at: start) }
    #expect(book.asked(for: name, at: start) == .lookUp)
    #expect(book.asked(for: name, at: start) == .lookUp)
    book.found(old, for: name, at: start)
    #expect(book.asked(for: name, at: start) == .lookUp)
  }
}
