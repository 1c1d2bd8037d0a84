import Foundation
import GatewayServer
import Testing

struct OpenFileLimitTests {
  @Test("The limit becomes the hard one, and stays")
  func raise() throws {
    let limit = try #require(OpenFileLimit.raise())
    let limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8)
    let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
    let words = line.split(separator: " ")
    #expect(words[3] == "\(limit)")
    #expect(words[4] == "\(limit)")
    #expect(OpenFileLimit.raise() == limit)
  }
}
