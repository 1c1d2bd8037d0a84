import Testing

@testable import GoogleAuth

@Suite struct PeerTextTests {
  @Test("Google's own sentences pass unchanged")
  func plain() {
    let text = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
    #expect(PeerText.clean(text) == text)
  }

  @Test("Text becomes one line")
  func line() { #expect(PeerText.clean("a\r\nb\u{1b}[31m\tc\u{0}") == "a b[31m c") }

  @Test("What our request carried is hidden, even in the middle of a word")
  func echo() { #expect(PeerText.clean("bad token=abc123.", hiding: [Secret("abc123")]) == "bad token=***.") }

  @Test(
    "Whatever looks like a token is hidden",
    arguments: [
      "eyJhbGciOi.payload", "ya29.c.short", "1//0abc", "GOCSPX-x", String(repeating: "A", count: 40),
    ])
  func tokens(_ token: String) { #expect(PeerText.clean("got \(token) here") == "got *** here") }

  @Test("Long text is cut")
  func long() { #expect(PeerText.clean(String(repeating: "ab ", count: 200)).count == PeerText.longest + 1) }
}
