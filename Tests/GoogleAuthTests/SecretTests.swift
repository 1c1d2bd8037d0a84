import GoogleAuth
import Testing

@Suite struct SecretTests {
  let secret = Secret("hunter2")

  @Test("A secret shows three stars however it is turned into text")
  func description() {
    var dumped = ""
    dump(["token": secret], to: &dumped)
    for text in ["\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("***"))
    }
    #expect(secret.exposed == "hunter2")
  }

  @Test("A token shows its end but not its value")
  func token() {
    let token = AccessToken(value: secret, expiry: TestClock(skips: true).now)
    #expect(!"\(token)".contains("hunter2"))
    #expect("\(token)".contains("***"))
  }
}
