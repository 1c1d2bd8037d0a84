import Testing

@testable import GoogleAuth

@Suite struct PercentEncodingTests {
  @Test("A form leaves empty fields out and encodes everything else")
  func form() {
    let fields = [("a", "x y"), ("empty", ""), ("b", "1+2=3&/é~")]
    #expect(PercentEncoding.form(fields) == "a=x%20y&b=1%2B2%3D3%26%2F%C3%A9~")
  }

  @Test("Control characters get two digits")
  func control() { #expect(PercentEncoding.encode("\n") == "%0A") }
}
