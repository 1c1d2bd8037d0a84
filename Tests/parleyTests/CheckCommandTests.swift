import ArgumentParser
import GatewayServer
import Testing

@testable import parley

struct CheckCommandTests {
  private let sound = """
    model_list:
      - model_name: live
        litellm_params: {model: vertex_ai/gemini-3.8-live, vertex_project: p, vertex_location: us-east4}
      - model_name: toy
        litellm_params: {model: simulator/gemini-live-simulator}
    general_settings: {master_key: sk-very-secret}
    """

  private func check(
    _ path: String, connect: Bool = false,
    probe: DeploymentProbe = { _, _ in
      Issue.record("connected without being asked to")
      return DeploymentReport(credential: .fine(""), token: .fine(""), handshake: .fine(""))
    }
  ) async throws -> (said: SpokenText, status: ExitCode) {
    let arguments = ["check", "--config", path] + (connect ? ["--connect"] : [])
    let command = try #require(try Parley.parseAsRoot(arguments) as? CheckCommand)
    let said = SpokenText()
    do {
      try await command.run(console: said.console, environment: [:], probe: probe)
      return (said, .success)
    } catch let status as ExitCode {
      return (said, status)
    }
  }

  @Test("A sound file is summed up, without its key")
  func fine() async throws {
    let file = try TemporaryFile(sound)
    let (said, status) = try await check(file.path)
    #expect(status == .success)
    #expect(
      said.results == """
        \(file.path): nothing wrong; listens on [::]:4000, plain text and TLS (a self-signed certificate), one key
          live  vertex_ai/gemini-3.8-live, project p, us-east4
          toy   simulator/gemini-live-simulator
        """)
  }

  @Test("Deployments are named as in the log, with what decides who is called and what stands in")
  func routing() async throws {
    let file = try TemporaryFile(
      """
      model_list:
        - model_name: a
          litellm_params: {model: gemini/gemini-3.8-live, api_key: k, weight: 3, max_sessions: 10, prewarm: 2}
        - model_name: a
          litellm_params: {model: gemini/gemini-3.8-live, api_key: l, order: 2}
        - model_name: b
          litellm_params: {model: gemini/gemini-3.8-live, api_key: m}
      litellm_settings: {fallbacks: [{a: [b]}]}
      general_settings: {master_key: sk-1}
      """)
    let said = try await check(file.path).0
    #expect(
      said.results.hasSuffix(
        """

          a    gemini/gemini-3.8-live, weight 3, at most 10 sessions, prewarm 2
          a#2  gemini/gemini-3.8-live, order 2
          b    gemini/gemini-3.8-live
          if a fails: b
        """), "\(said.results)")
  }

  @Test("Each problem is printed with its line, and the status is 1")
  func problems() async throws {
    let file = try TemporaryFile("model_list:\n  - model_nam: live\ngeneral_settings: {master_key: sk-1}\n")
    let (said, status) = try await check(file.path)
    #expect(status == ExitCode(1))
    #expect(
      said.results.contains(
        "\(file.path):2:5: error: model_list[0].model_nam: no such setting; did you mean model_name?"))
    #expect(said.results.contains("    - model_nam: live\n      ^"))
    #expect(said.results.hasSuffix("\(file.path): 2 errors"))
  }

  @Test("A warning alone is no failure")
  func warning() async throws {
    let file = try TemporaryFile(sound + "\nlitellm_settings: {drop_params: true}\n")
    let (said, status) = try await check(file.path)
    #expect(status == .success)
    #expect(said.results.contains("1 warning; listens on"))
  }

  @Test("A file that is not there is status 2")
  func missing() async throws {
    let (said, status) = try await check("/nowhere/config.yaml")
    #expect(status == ExitCode(2))
    #expect(said.complaints.hasPrefix("parley: /nowhere/config.yaml: no such file; check --config"))
  }

  @Test("A directory and a file that is no text are status 2")
  func unreadable() async throws {
    #expect(try await check("/").said.complaints == "parley: /: cannot be read: it is a directory")
    #expect(try await check("/").status == ExitCode(2))
  }

  @Test("With --connect each deployment is tried, and one that fails is status 1")
  func connect() async throws {
    let file = try TemporaryFile(sound)
    let (said, status) = try await check(file.path, connect: true) { deployment, _ in
      deployment.provider == .simulator
        ? DeploymentReport(
          credential: .skipped("the simulator needs none"), token: .skipped("no need"), handshake: .fine("3 ms"))
        : DeploymentReport(
          credential: .fine("service_account from /sa.json"), principal: "a@p.example", project: "p",
          location: "us-east4", token: .fine("valid for 3599 s"), handshake: .failed("403: no access to the model"),
          warnings: ["clock is 3 s off"])
    }
    #expect(status == ExitCode(1))
    #expect(
      said.results.hasSuffix(
        """

        live (vertex_ai/gemini-3.8-live)
          credential ok, service_account from /sa.json
          principal  a@p.example
          project    p
          location   us-east4
          token      ok, valid for 3599 s
          handshake  FAILED: 403: no access to the model
          warning    clock is 3 s off

        toy (simulator/gemini-live-simulator)
          credential not tried: the simulator needs none
          token      not tried: no need
          handshake  ok, 3 ms
        """))
  }

  @Test("Where everything connects the status is 0")
  func connected() async throws {
    let file = try TemporaryFile(sound)
    let report = DeploymentReport(credential: .fine(""), token: .fine(""), handshake: .fine(""))
    #expect(try await check(file.path, connect: true) { _, _ in report }.status == .success)
  }
}
