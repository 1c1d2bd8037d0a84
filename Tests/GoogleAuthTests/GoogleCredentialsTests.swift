import Foundation
import GoogleAuth
import Testing

@Suite struct GoogleCredentialsTests {
  func find(_ world: World, _ environment: [String: String], _ credentials: String? = nil) async throws -> TokenSource {
    let settings = CredentialSettings(credentials: credentials.map(Secret.init))
    return try await GoogleCredentials.find(settings, world.surroundings(environment))
  }

  func expect(
    _ origin: CredentialOrigin, _ world: World, _ environment: [String: String], _ credentials: String? = nil,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await find(world, environment, credentials)
    #expect(found.label.origin == origin, sourceLocation: place)
  }

  /// The error of a search; nil if it found something.
  func failure(
    _ world: World, _ environment: [String: String], _ credentials: String? = nil
  ) async -> GoogleAuthError? {
    await #expect(throws: GoogleAuthError.self) { try await find(world, environment, credentials) }
  }

  /// Three files, one for each place, and the environment that points to them.
  func places(_ world: World) throws -> (setting: String, environment: [String: String], wellKnown: String) {
    let setting = try world.write(Files.authorizedUser(), to: "setting.json")
    let variable = try world.write(Files.authorizedUser(), to: "variable.json")
    let wellKnown = try world.write(
      Files.authorizedUser(), to: "home/.config/gcloud/application_default_credentials.json")
    let home = world.folder.appending(path: "home").path
    return (setting, ["GOOGLE_APPLICATION_CREDENTIALS": variable, "HOME": home, "NO_GCE_CHECK": "true"], wellKnown)
  }

  @Test("The setting comes first, then the variable, then gcloud's file")
  func order() async throws {
    try await World.run { world in
      var (setting, environment, wellKnown) = try places(world)
      let variable = try #require(environment["GOOGLE_APPLICATION_CREDENTIALS"])
      try await expect(.settingFile(setting), world, environment, setting)
      try await expect(.settingText, world, environment, Files.authorizedUser())
      try await expect(.variable(variable), world, environment)
      environment["GOOGLE_APPLICATION_CREDENTIALS"] = ""
      try await expect(.wellKnownFile(wellKnown), world, environment)
    }
  }

  @Test("gcloud's folder can be elsewhere, and a path may begin at home")
  func folders() async throws {
    try await World.run { world in
      let (_, environment, wellKnown) = try places(world)
      let other = try world.write(Files.authorizedUser(), to: "other/application_default_credentials.json")
      let folder = world.folder.appending(path: "other").path
      try await expect(.wellKnownFile(other), world, ["CLOUDSDK_CONFIG": folder])
      let home = "~/.config/gcloud/application_default_credentials.json"
      try await expect(.settingFile(wellKnown), world, environment, home)
    }
  }

  @Test("A variable that points at gcloud's file counts as gcloud's file")
  func sameFile() async throws {
    try await World.run { world in
      var (_, environment, wellKnown) = try places(world)
      environment["GOOGLE_APPLICATION_CREDENTIALS"] = wellKnown
      try await expect(.wellKnownFile(wellKnown), world, environment)
    }
  }

  @Test("A named file that is missing is an error and nothing else is tried")
  func missing() async throws {
    try await World.run { world in
      var (_, environment, _) = try places(world)
      let path = world.folder.appending(path: "nowhere.json").path
      environment["GOOGLE_APPLICATION_CREDENTIALS"] = path
      let error = await failure(world, environment)
      #expect(error == .unusableFile(.variable(path), .missing))
      #expect(
        error?.description == "Cannot use file \(path) (GOOGLE_APPLICATION_CREDENTIALS): there is no such file. "
          + "Correct the path, or run `gcloud auth application-default login`.")
      #expect(await failure(world, environment, path) == .unusableFile(.settingFile(path), .missing))
    }
  }

  @Test("gcloud's file that is there but broken is an error")
  func brokenWellKnown() async throws {
    try await World.run { world in
      var (_, environment, wellKnown) = try places(world)
      environment["GOOGLE_APPLICATION_CREDENTIALS"] = nil
      try Data("{".utf8).write(to: URL(filePath: wellKnown))
      let error = await failure(world, environment)
      #expect(error == .unusableFile(.wellKnownFile(wellKnown), .notJSON(line: 1, column: 2)))
    }
  }

  @Test("A folder instead of a file is an error, not a crash")
  func folder() async throws {
    try await World.run { world in
      let path = world.folder.path
      guard case .unusableFile(.settingFile(path), .unreadable) = await failure(world, [:], path) else {
        Issue.record("a folder was read")
        return
      }
    }
  }

  @Test("A file far too large is refused")
  func large() async throws {
    try await World.run { world in
      let path = try world.write(String(repeating: " ", count: 2 << 20), to: "large.json")
      #expect(await failure(world, [:], path) == .unusableFile(.settingFile(path), .tooLarge(bytes: 2 << 20)))
    }
  }

  @Test("Where nothing is found the error lists what was tried, in order")
  func nothing() async throws {
    try await World.run { world in
      let home = world.folder.path
      let error = await failure(world, ["HOME": home, "NO_GCE_CHECK": "true"])
      #expect(
        error
          == .notFound(tried: [
            "the gateway's setting (none)", "GOOGLE_APPLICATION_CREDENTIALS (not set)",
            "\(home)/.config/gcloud/application_default_credentials.json (no such file)",
            "the metadata server (NO_GCE_CHECK is set)",
          ]))
      #expect(error?.nextStep.contains("gcloud auth application-default login") == true)
    }
  }

  @Test(
    "What is wrong with a file is said by line or key",
    arguments: [
      ("{\n  \"type\": \"authorized_user\",\n  \"client_id\": x\n}", "it is not JSON (line 3, column 16)"),
      ("{}", "the key `type` is missing"), (#"{"type": "oauth"}"#, "its type is `oauth`"),
      (#"{"type": 7}"#, "the key `type` must be a text"),
      (#"{"type": "authorized_user"}"#, "the key `client_id` is missing"),
      (#"{"type": "authorized_user", "client_id": ""}"#, "the key `client_id` is empty or malformed"),
      (#"{"type": "authorized_user", "client_id": ["x"]}"#, "the key `client_id` must be a text"),
      (#"{"type": "authorized_user", "client_id": null}"#, "the key `client_id` is missing"),
      (#"{"type": "service_account", "client_email": "a@b"}"#, "the key `private_key` is missing"),
      (
        #"{"type": "impersonated_service_account", "service_account_impersonation_url": "x"}"#,
        "the key `source_credentials` is missing"
      ),
      (
        #"{"type": "impersonated_service_account", "service_account_impersonation_url": "x", "source_credentials": {}}"#,
        "the key `type` is missing"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "credential_source": {"executable": {}}}"#,
        "the key `credential_source.executable.command` is missing"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "credential_source": {}}"#,
        "the key `credential_source` must have one of file, url, executable or environment_id"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "credential_source": {"file": "f", "url": "u"}}"#,
        "the key `credential_source` has both file and url"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "token_url": "http://sts.example.com", "credential_source": {"file": "f"}}"#,
        "the key `token_url` must be an https URL (http only to this machine)"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "credential_source": {"file": "f", "format": {"type": "xml"}}}"#,
        "the key `credential_source.format.type` must be text or json"
      ),
      (
        #"{"type": "external_account", "audience": "a", "subject_token_type": "t", "workforce_pool_user_project": "1", "credential_source": {"file": "f"}}"#,
        "the key `workforce_pool_user_project` belongs only to a workforce pool's file"
      ),
    ])
  func problems(_ json: String, problem: String) async throws {
    try await World.run { world in
      let path = try world.write(json, to: "credentials.json")
      let error = await failure(world, [:], path)
      #expect(
        error?.description.hasPrefix("Cannot use file \(path): \(problem). ") == true, "\(String(describing: error))")
      #expect(error?.isTransient == false)
    }
  }

  @Test("An unknown type names the valid ones", arguments: ["oauth", "metadata_server"])
  func unknownType(_ type: String) async throws {
    try await World.run { world in
      let error = await failure(world, [:], #"{"type": "\#(type)"}"#)
      #expect(
        error?.nextStep == "Valid types: authorized_user, service_account, impersonated_service_account, "
          + "external_account, external_account_authorized_user.")
    }
  }

  @Test("What the gateway does not serve is called unsupported")
  func unsupported() async throws {
    try await World.run { world in
      let gdch = await failure(world, [:], #"{"type": "gdch_service_account", "format_version": "1"}"#)
      #expect(gdch?.description.contains("unsupported credential type `gdch_service_account`") == true)
      let certificate = await failure(
        world, [:],
        Files.externalAccount(world.server, source: #"{"certificate": {"use_default_certificate_config": true}}"#))
      #expect(certificate?.description.contains("X.509 federation is not served") == true)
    }
  }

  @Test("Tokens are only asked for over https, except from this machine")
  func insecure() async throws {
    try await World.run { world in
      for host in [
        "http://oauth2.example.com", "http://127.0.0.1.example.com", "http://128.0.0.1", "ftp://127.0.0.1", "x",
      ] {
        let json = Files.serviceAccount(world.server).replacing("\(world.server.url)/token", with: host)
        guard case .unusableFile(_, .badValue("token_uri", _)) = await failure(world, [:], json) else {
          Issue.record("\(host) was taken")
          continue
        }
      }
      for host in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost", "https://oauth2.example.com"] {
        let json = Files.serviceAccount(world.server).replacing("\(world.server.url)/token", with: host)
        try await expect(.settingText, world, [:], json)
      }
    }
  }

  @Test("An impersonation of an impersonation is refused in favour of delegates")
  func nested() async throws {
    try await World.run { world in
      let inner = Files.impersonated(world.server, source: Files.authorizedUser())
      let error = await failure(world, [:], Files.impersonated(world.server, source: inner))
      #expect(error?.description.contains("use `delegates`") == true)
    }
  }
}
