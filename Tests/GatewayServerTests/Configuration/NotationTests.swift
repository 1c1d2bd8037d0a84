import GoogleAuth
import Testing

@testable import GatewayServer

struct NotationTests {
  @Test(
    "Times are read as people write them",
    arguments: [
      ("30s", Duration.seconds(30)), ("5m", .seconds(300)), ("250ms", .milliseconds(250)), ("1h", .seconds(3600)),
      ("2d", .seconds(172_800)), ("90", .seconds(90)), ("0.5", .milliseconds(500)), ("10 min", .seconds(600)),
      ("0", .zero),
    ])
  func durations(text: String, expected: Duration) {
    #expect(Duration(notation: text) == expected)
  }

  @Test("What is no time is refused", arguments: ["", "s", "-5s", "5 parsecs", "1e99", "1.2.3s", "٣s", "99999999999d"])
  func noDurations(text: String) {
    #expect(Duration(notation: text) == nil)
  }

  @Test("Times are written in their shortest form")
  func durationText() {
    let texts = [30_000, 300_000, 250, 3_600_000, 0, 90_000, 1500].map { Duration.milliseconds($0).notation }
    #expect(texts == ["30s", "5m", "250ms", "1h", "0s", "90s", "1500ms"])
  }

  @Test(
    "Sizes are read as people write them",
    arguments: [("15MiB", 15_728_640), ("4MB", 4_000_000), ("64k", 64_000), ("1 GiB", 1_073_741_824), ("512", 512)])
  func sizes(text: String, expected: Int) {
    #expect(ByteCountNotation.bytes(text) == expected)
  }

  @Test("What is no size is refused", arguments: ["", "MiB", "-1", "15 furlongs", "1e30", "9999999999GiB"])
  func noSizes(text: String) {
    #expect(ByteCountNotation.bytes(text) == nil)
  }

  @Test("The nearest word is suggested, and none that is far")
  func spelling() {
    let words = ["vertex_project", "vertex_location", "model", "port"]
    #expect(Spelling.nearest(to: "vertex_projct", among: words) == "vertex_project")
    #expect(Spelling.nearest(to: "vertexLocation", among: words) == "vertex_location")
    #expect(Spelling.nearest(to: "prot", among: words) == "port")
    #expect(Spelling.nearest(to: "temperature", among: words) == nil)
    #expect(Spelling.nearest(to: "x", among: words) == nil)
  }

  @Test("A secret shows itself in no way")
  func secret() {
    let secret = Secret("sk-hidden")
    var dumped = ""
    dump(AccessSettings(keys: [secret]), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] { #expect(!text.contains("hidden")) }
    #expect(secret.exposed == "sk-hidden")
  }
}
