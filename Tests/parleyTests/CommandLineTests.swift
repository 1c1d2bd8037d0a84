import ArgumentParser
import GatewayServer
import GoogleAuth
import Logging
import Testing
import UpstreamSimulator

@testable import parley

struct CommandLineTests {
  @Test("Without a word, parley serves")
  func serve() throws {
    let command = try #require(try Parley.parseAsRoot([]) as? ServeCommand)
    #expect(command.options.config == nil)
    let configuration = command.options.applied(to: .simulatorOnly(masterKey: Secret("sk-1")))
    #expect(configuration == .simulatorOnly(masterKey: Secret("sk-1")))
  }

  @Test("Options win over the file, and only those that are given")
  func options() throws {
    let arguments = ["--config", "c.yaml", "--port", "0", "--log-level", "WARN", "--log-format", "json"]
    let command = try #require(try Parley.parseAsRoot(arguments) as? ServeCommand)
    #expect(command.options.config == "c.yaml")
    var configuration = GatewayConfiguration()
    configuration.listener.host = "127.0.0.1"
    let applied = command.options.applied(to: configuration)
    #expect(applied.listener.port == 0)
    #expect(applied.listener.host == "127.0.0.1")
    #expect(applied.logging == LogSettings(level: .warning, format: .json))
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      ["--port", "70000"], ["--port", "http"], ["--log-level", "loud"], ["--log-format", "xml"], ["--host", ""],
      ["--confg", "c.yaml"], ["check"], ["simulate", "--port", "-1"], ["simulate", "--tls-certificate", "c.pem"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try Parley.parseAsRoot(arguments) }
  }

  @Test("The subcommands take their options")
  func subcommands() throws {
    let check = try #require(try Parley.parseAsRoot(["check", "--config", "c.yaml", "--connect"]) as? CheckCommand)
    #expect(check.config == "c.yaml")
    #expect(check.connect)
    let simulate = try #require(
      try Parley.parseAsRoot(["simulate", "--port", "0", "--model", "a", "--model", "b", "--token", "t", "--immediate"])
        as? SimulateCommand)
    #expect(simulate.port == 0)
    #expect(simulate.settings.knownModels == ["a", "b"])
    #expect(simulate.settings.acceptedTokens == ["t"])
    #expect(simulate.settings.answerDelayMs == 0)
  }

  @Test("Help has examples, and the version is the one constant")
  func help() {
    let help = Parley.helpMessage()
    for words in ["parley --config config.yaml", "parley check", "parley simulate", "ws://localhost:4000/realtime"] {
      #expect(help.contains(words))
    }
    #expect(Parley.configuration.version == ParleyVersion.current)
  }
}
