import Foundation
import Testing

@testable import GatewayServer

/// Every `Tests/ConfigurationCases/NAME.yaml` is read, and what is said about it compared with `NAME.txt`.
/// After a change of wording, run with `RECORD_CONFIGURATION_CASES=1` and read the difference.
struct ConfigurationCasesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ConfigurationCases")

  private static let cases = [
    "certificates", "copied-from-a-web-page", "empty", "environment", "fallbacks", "litellm-document",
    "litellm-file-with-everything", "missing-quote", "misspelt-keys", "no-master-key", "other-providers", "prewarm",
    "secrets-are-not-shown", "setup-blocks", "studio-without-key", "tab", "tls-required", "voices-and-profiles",
    "words",
    "written-twice", "wrong-values",
  ]

  @Test("What is said about a file is what its case expects", arguments: cases)
  func problems(name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
    let expected = Self.folder.appending(path: "\(name).txt")
    let reading = ConfigurationFile.read(
      text, file: "config.yaml", environment: ["LITELLM_KEY": "sk-1"], isReadable: { !$0.hasPrefix("missing/") })
    let said = reading.problems.map { $0.rendered + "\n" }.joined()
    if ProcessInfo.processInfo.environment["RECORD_CONFIGURATION_CASES"] != nil {
      try said.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(said == (try String(contentsOf: expected, encoding: .utf8)))
    #expect((reading.configuration == nil) == !reading.errors.isEmpty)
  }

  @Test("Every case is in the list, and no message shows a secret")
  func everyCase() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted() == Self.cases)
    for name in Self.cases {
      let said = try String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8).lowercased()
      for secret in ["verysecret", "very-secret", "very secret", "gocspx", "user:password", "sk-your-key"] {
        #expect(!said.contains(secret), "\(name) shows \(secret)")
      }
    }
  }
}
