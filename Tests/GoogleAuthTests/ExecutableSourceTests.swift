import Foundation
import GoogleAuth
import Testing

/// What the programs of these tests need and print.
private enum Sample {
  static let permission = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES"
  static let allowed = [permission: "1", "PATH": "/usr/bin:/bin", "INHERITED": "yes"]
  static let success = #"""
    {"version": 1, "success": true, "token_type": "urn:ietf:params:oauth:token-type:jwt",
     "id_token": "subject-token-value", "expiration_time": 1700000600}
    """#
}

@Suite struct ExecutableSourceTests {
  /// A program that prints `answer`, counts its runs, and keeps its environment and arguments.
  func program(_ world: World, prints answer: String, exit code: Int = 0) throws -> String {
    let folder = world.folder.path
    return try world.write(
      """
      #!/bin/sh
      echo run >> \(folder)/runs
      env > \(folder)/environment
      for word in "$@"; do echo "$word"; done > \(folder)/words
      cat <<'END'
      \(answer)
      END
      exit \(code)
      """, to: "program", executable: true)
  }

  func json(_ world: World, _ command: String, _ more: String = "", impersonate: Bool = false) -> String {
    let url = #", "service_account_impersonation_url": "\#(world.server.url)\#(Files.generatePath)""#
    return Files.externalAccount(
      world.server, source: #"{"executable": {"command": "\#(command)"\#(more)}}"#, impersonate ? url : "")
  }

  func lines(_ world: World, _ name: String) -> [String] {
    let text = try? String(contentsOf: world.folder.appending(path: name), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// The error of one attempt to get a token.
  func failure(
    _ world: World, _ json: String, _ environment: [String: String]? = nil
  ) async throws -> GoogleAuthError {
    let source = try await world.source(json, environment ?? Sample.allowed)
    let error = await #expect(throws: GoogleAuthError.self) { try await source.token() }
    return try #require(error)
  }

  @Test("A program's token is exchanged; it gets our environment, Google's variables and words no shell has touched")
  func success() async throws {
    try await World.run(skipsSleeps: false) { world in
      let program = try program(world, prints: Sample.success)
      world.server.script("/sts", .token("access-token-1"))
      let source = try await world.source(json(world, "\(program) 'a b' $HOME"), Sample.allowed)
      _ = try await source.token()
      #expect(world.server.requests[0].form["subject_token"] == "subject-token-value")
      #expect(lines(world, "words") == ["a b", "$HOME"])
      let environment = lines(world, "environment")
      #expect(environment.contains("INHERITED=yes"))
      let ours = environment.filter { $0.hasPrefix("GOOGLE_EXTERNAL_ACCOUNT_") }
      #expect(
        Set(ours) == [
          "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1", "GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE=\(Files.audience)",
          "GOOGLE_EXTERNAL_ACCOUNT_TOKEN_TYPE=urn:ietf:params:oauth:token-type:jwt", "GOOGLE_EXTERNAL_ACCOUNT_ID=",
          "GOOGLE_EXTERNAL_ACCOUNT_INTERACTIVE=0", "GOOGLE_EXTERNAL_ACCOUNT_REVOKE=0",
        ])
    }
  }

  @Test("Impersonation and output file are told to the program")
  func variables() async throws {
    try await World.run(skipsSleeps: false) { world in
      let program = try program(world, prints: Sample.success)
      let output = world.folder.appending(path: "kept.json").path
      world.server.script("/sts", .token("source-token"))
      world.server.script(
        Files.generatePath, .json(#"{"accessToken":"access-token-1","expireTime":"2023-11-14T23:13:20Z"}"#))
      let json = json(world, program, #", "output_file": "\#(output)""#, impersonate: true)
      _ = try await world.source(json, Sample.allowed).token()
      let environment = lines(world, "environment")
      #expect(environment.contains("GOOGLE_EXTERNAL_ACCOUNT_IMPERSONATED_EMAIL=\(Files.target)"))
      #expect(environment.contains("GOOGLE_EXTERNAL_ACCOUNT_ID=\(Files.target)"))
      #expect(environment.contains("GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE=\(output)"))
    }
  }

  @Test("A SAML response is a subject token too")
  func saml() async throws {
    try await World.run(skipsSleeps: false) { world in
      let program = try program(
        world,
        prints: #"""
          {"version": 1, "success": true, "token_type": "urn:ietf:params:oauth:token-type:saml2",
           "saml_response": "subject-token-value"}
          """#)
      world.server.script("/sts", .token("access-token-1"))
      _ = try await world.source(json(world, program), Sample.allowed).token()
      #expect(world.server.requests[0].form["subject_token"] == "subject-token-value")
    }
  }

  @Test("Nothing is run unless the operator allows it", arguments: [nil, "0", "true"])
  func notAllowed(_ value: String?) async throws {
    try await World.run(skipsSleeps: false) { world in
      let program = try program(world, prints: Sample.success)
      let error = try await failure(world, json(world, program), value.map { [Sample.permission: $0] } ?? [:])
      #expect(error.nextStep.contains("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1"))
      #expect(lines(world, "runs").isEmpty)
    }
  }

  @Test("A program's own refusal is passed on")
  func refusal() async throws {
    try await World.run(skipsSleeps: false) { world in
      let answer = #"{"version": 1, "success": false, "code": "401", "message": "Caller not authorized."}"#
      let error = try await failure(world, json(world, try program(world, prints: answer)))
      #expect("\(error)".contains("answered 401: Caller not authorized."))
    }
  }

  @Test("A program that fails is an error with its exit code, and without its output")
  func exitCode() async throws {
    try await World.run(skipsSleeps: false) { world in
      let error = try await failure(world, json(world, try program(world, prints: "subject-token-value", exit: 3)))
      #expect("\(error)".contains("3"))
      #expect(!"\(error)".contains("subject-token-value"))
    }
  }

  @Test("A program that is not there is an error that names it and not its arguments")
  func missing() async throws {
    try await World.run(skipsSleeps: false) { world in
      for command in ["/nowhere/program --secret=subject-token-value", "no-such-program-here subject-token-value"] {
        let error = try await failure(world, json(world, command))
        #expect("\(error)".contains("could not be started"))
        #expect(!"\(error)".contains("subject-token-value"))
      }
    }
  }

  @Test(
    "An answer against the protocol is named",
    arguments: [
      ("", "is not JSON with `version` and `success`"), ("hello", "is not JSON with `version` and `success`"),
      (#"{"version": 2, "success": true}"#, "has version 2; only version 1 is known"),
      (#"{"version": 1, "success": false}"#, "reports a failure without `code` and `message`"),
      (#"{"version": 1, "success": true, "id_token": "x"}"#, "has no known `token_type`"),
      (
        #"{"version": 1, "success": true, "token_type": "urn:ietf:params:oauth:token-type:saml2", "id_token": "x"}"#,
        "has no token of its `token_type`"
      ),
      (Sample.success.replacing("1700000600", with: "1699999999"), "has expired"),
    ])
  func malformed(_ answer: String, problem: String) async throws {
    try await World.run(skipsSleeps: false) { world in
      let error = try await failure(world, json(world, try program(world, prints: answer)))
      #expect("\(error)".contains("the answer of `\(world.folder.path)/program` \(problem)"))
    }
  }

  @Test("A program that takes too long is ended, with all it started")
  func timeout() async throws {
    try await World.run(skipsSleeps: false) { world in
      let pids = world.folder.appending(path: "pids").path
      let program = try world.write(
        "#!/bin/sh\nsleep 600 &\necho $$ $! > \(pids).new\nmv \(pids).new \(pids)\nwait\n", to: "program",
        executable: true)
      let source = try await world.source(json(world, program, #", "timeout_millis": 7000"#), Sample.allowed)
      async let attempt = attempt(source)
      try await eventually { world.clock.sleeping == 1 && FileManager.default.fileExists(atPath: pids) }
      world.clock.advance(by: 7)
      let error = try #require(await attempt)
      #expect("\(error)".contains("took longer than 7000 ms"))
      let numbers = lines(world, "pids").joined().split(separator: " ").compactMap { pid_t($0) }
      #expect(numbers.count == 2)
      try await eventually { numbers.allSatisfy(hasEnded) }
      #expect(numbers.allSatisfy(hasEnded))
    }
  }

  private func attempt(_ source: TokenSource) async -> GoogleAuthError? {
    do throws(GoogleAuthError) {
      _ = try await source.token()
      return nil
    } catch {
      return error
    }
  }

  /// Gone, or dead and only not yet collected by whoever inherited it.
  private func hasEnded(_ pid: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
    return status.contains(") Z ")
  }

  @Test("A token that the output file still holds saves the run")
  func outputFile() async throws {
    try await World.run(skipsSleeps: false) { world in
      let fresh = Sample.success.replacing("subject-token-value", with: "new").replacing(
        "1700000600", with: "1700009999")
      let program = try program(world, prints: fresh)
      let output = try world.write(Sample.success, to: "kept.json")
      world.server.script("/sts", .token("access-token-1"))
      let source = try await world.source(json(world, program, #", "output_file": "\#(output)""#), Sample.allowed)
      await source.rejected(try await source.token())
      #expect(lines(world, "runs").isEmpty)
      world.clock.advance(by: 601)
      _ = try await source.token()
      #expect(lines(world, "runs") == ["run"])
      #expect(world.server.requests.map { $0.form["subject_token"] } == ["subject-token-value", "new"])
    }
  }

  @Test(
    "An output file without end, of a failure, or half-written does not count",
    arguments: [
      Sample.success.replacing(#", "expiration_time": 1700000600"#, with: ""), "{\"version\"", "",
      #"{"version": 1, "success": false, "code": "1", "message": "m", "expiration_time": 1700000600}"#,
    ])
  func uselessOutputFile(_ content: String) async throws {
    try await World.run(skipsSleeps: false) { world in
      let program = try program(world, prints: Sample.success)
      let output = try world.write(content, to: "kept.json")
      world.server.script("/sts", .token("access-token-1"))
      _ = try await world.source(json(world, program, #", "output_file": "\#(output)""#), Sample.allowed).token()
      #expect(lines(world, "runs") == ["run"])
    }
  }

  @Test("A program may answer through the output file alone")
  func answersByFile() async throws {
    try await World.run(skipsSleeps: false) { world in
      let output = world.folder.appending(path: "kept.json").path
      let program = try world.write(
        "#!/bin/sh\ncat > \"$GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE\" <<'END'\n\(Sample.success)\nEND\n", to: "program",
        executable: true)
      world.server.script("/sts", .token("access-token-1"))
      _ = try await world.source(json(world, program, #", "output_file": "\#(output)""#), Sample.allowed).token()
      #expect(world.server.requests[0].form["subject_token"] == "subject-token-value")
    }
  }

  @Test("Time limits outside 5 to 120 s are refused", arguments: [4_999, 120_001, 0, -1])
  func limits(_ milliseconds: Int) async throws {
    try await World.run(skipsSleeps: false) { world in
      let error = await #expect(throws: GoogleAuthError.self) {
        try await world.source(json(world, "x", #", "timeout_millis": \#(milliseconds)"#), Sample.allowed)
      }
      #expect(
        error?.description.contains("`credential_source.executable.timeout_millis` must be in 5000…120000") == true)
    }
  }
}
