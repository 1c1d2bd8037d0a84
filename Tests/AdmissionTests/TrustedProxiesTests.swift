import Testing

@testable import Admission

struct TrustedProxiesTests {
  private let proxies = TrustedProxies(["10.0.0.0/8"].compactMap { AddressRange($0) })

  private func hop(_ peer: String, for chain: [String] = [], proto: String? = nil, host: String? = nil)
    -> TrustedProxies.Hop
  {
    TrustedProxies.Hop(
      peer: peer, isTLS: false, host: "inner:4000", forwardedFor: chain, forwardedProto: proto, forwardedHost: host)
  }

  @Test("A stranger's headers are not believed")
  func stranger() {
    let client = proxies.client(of: hop("203.0.113.9", for: ["1.2.3.4"], proto: "https", host: "gateway.example"))
    #expect(client == TrustedProxies.Client(address: "203.0.113.9", isTLS: false, host: "inner:4000"))
  }

  @Test("A trusted proxy's are")
  func trusted() {
    let client = proxies.client(of: hop("10.0.0.1", for: ["203.0.113.9"], proto: "https", host: "gateway.example"))
    #expect(client == TrustedProxies.Client(address: "203.0.113.9", isTLS: true, host: "gateway.example"))
  }

  @Test("Of a chain the last address that is no proxy counts; what stands before it the client may have made up")
  func chain() {
    #expect(
      proxies.client(of: hop("10.0.0.1", for: ["127.0.0.1", "203.0.113.9", "10.9.9.9"])).address == "203.0.113.9")
    #expect(proxies.client(of: hop("10.0.0.1", for: ["10.1.1.1", "10.2.2.2"])).address == "10.1.1.1")
    #expect(proxies.client(of: hop("10.0.0.1", for: ["203.0.113.9", "nonsense"])).address == "10.0.0.1")
    #expect(proxies.client(of: hop("10.0.0.1")).address == "10.0.0.1")
  }

  @Test("A peer on a dual-stack socket is recognised")
  func dualStack() {
    #expect(proxies.client(of: hop("::ffff:10.0.0.1", for: ["203.0.113.9"])).address == "203.0.113.9")
  }

  @Test("A scheme that nobody knows changes nothing")
  func scheme() {
    #expect(proxies.client(of: hop("10.0.0.1", proto: "gopher")).isTLS == false)
    #expect(proxies.client(of: hop("10.0.0.1", proto: "WSS")).isTLS)
  }
}
