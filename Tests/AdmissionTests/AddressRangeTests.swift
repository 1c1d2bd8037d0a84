import Testing

@testable import Admission

struct AddressRangeTests {
  @Test(
    "Addresses are read in every usual form",
    arguments: [
      ("10.0.0.1", "10.0.0.1"), ("10.0.0.1:4000", "10.0.0.1"), ("::1", "0:0:0:0:0:0:0:1"),
      ("[::1]:4000", "0:0:0:0:0:0:0:1"), ("2001:DB8::8:1", "2001:db8:0:0:0:0:8:1"),
      ("fe80::1%eth0", "fe80:0:0:0:0:0:0:1"),
      ("::ffff:10.0.0.1", "10.0.0.1"), ("::", "0:0:0:0:0:0:0:0"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
    ])
  func addresses(text: String, expected: String) {
    #expect(NetworkAddress(text)?.description == expected)
  }

  @Test(
    "What is no address is refused",
    arguments: [
      "", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1.2", "a.b.c.d", ":::", "1::2::3", "1:2:3:4:5:6:7", "12345::",
      "1:2:3:4:5:6:7:8:9", "[::1", "::g", "unknown", "+1::", "1.2.3.4::",
    ])
  func noAddresses(text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test(
    "A range holds what agrees in its leading bits",
    arguments: [
      ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.4.0/22", "192.168.7.255", true),
      ("192.168.4.0/22", "192.168.8.0", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
      ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("fd00::/8", "fdff::1", true),
      ("fd00::/8", "fe00::1", false), ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("::/0", "2001:db8::1", true),
    ])
  func contains(range: String, address: String, expected: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(try #require(NetworkAddress(address))) == expected)
  }

  @Test(
    "A length that does not fit is refused",
    arguments: ["10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/", "/8", "x/8"])
  func lengths(text: String) {
    #expect(AddressRange(text) == nil)
  }
}
