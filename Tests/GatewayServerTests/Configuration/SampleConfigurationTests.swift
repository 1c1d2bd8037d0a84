import Foundation
import GoogleAuth
import Testing

@testable import GatewayServer

/// `config-sample.yaml` is the reference: it must be true.
struct SampleConfigurationTests {
  private let sample: String

  init() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    sample = try String(contentsOf: root.appending(path: "config-sample.yaml"), encoding: .utf8)
  }

  /// With the # taken away from every setting; text begins with "# ".
  private var everything: String {
    sample.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(/^( *)#(?=[^ #])/, with: { String($0.output.1) }) }
      .joined(separator: "\n")
  }

  private func read(_ text: String) -> ConfigurationFile.Reading {
    ConfigurationFile.read(
      text, file: "config-sample.yaml", environment: ["GEMINI_API_KEY": "key"], isReadable: { _ in true })
  }

  @Test("The sample works as it is")
  func asItIs() throws {
    let reading = read(sample)
    #expect(reading.problems.map(\.rendered) == [])
    let configuration = try #require(reading.configuration)
    #expect(configuration.models.names == ["vertex-gemini-live"])
    #expect(configuration.access.keys == [Secret("sk-your-key")])
    #expect(configuration.listener == ListenerSettings())
  }

  @Test("Every setting of the sample can be taken, and shows its default or what it could be")
  func everySetting() throws {
    let reading = read(everything)
    #expect(reading.problems.map(\.rendered) == [])
    let configuration = try #require(reading.configuration)
    #expect(
      configuration.models.names == [
        "vertex-gemini-live", "every-setting", "thinks-at-a-level", "thinks-within-a-budget", "interpreter",
        "inline-credential", "studio-gemini-live", "vertex/*",
        "gemini-live-simulator",
      ])
    #expect(configuration.limits == SessionLimits())
    #expect(configuration.timings == SessionTimings(reattachWindow: .seconds(60)))
    #expect(configuration.logging == LogSettings())
    #expect(configuration.upstream == UpstreamSettings(caFile: "/etc/parley/private-ca.pem", voices: ["alloy": "Puck"]))
    var listener = ListenerSettings()
    listener.eventLoops = 4
    listener.maxMemory = 16 << 30
    listener.tls.identity = TLSSettings.Identity(
      certificate: "/etc/parley/chain.pem", privateKey: "/etc/parley/key.pem")
    #expect(configuration.listener == listener)
  }

  @Test("Every setting that Parley knows is in the sample")
  func complete() {
    let keys = Set(everything.matches(of: /(?m)^ *(?:- )?([a-z_]+):/).map { String($0.output.1) })
    let litellmOnly: Set = ["litellm_settings", "router_settings"]
    for key in SectionSchema.all.flatMap(\.used) where !litellmOnly.contains(key) {
      #expect(keys.contains(key), "\(key) is not in config-sample.yaml")
    }
  }
}
