import GoogleAuth
import Testing

@Suite struct MetadataServerTests {
  static let root = "/computeMetadata/v1/"
  static let tokenPath = root + "instance/service-accounts/default/token"
  static let presence = FakeServer.Reply(headers: [("Metadata-Flavor", "Google")])

  /// The environment of a machine at Google, as far as we can play it.
  func environment(_ world: World, _ more: [String: String] = [:]) -> [String: String] {
    ["GCE_METADATA_HOST": world.server.host, "GCE_METADATA_IP": world.server.host].merging(more) { $1 }
  }

  func find(_ world: World, _ more: [String: String] = [:]) async throws -> TokenSource {
    try await GoogleCredentials.find(CredentialSettings(), world.surroundings(environment(world, more)))
  }

  @Test("The server is recognised by its header and asked for a token with ours")
  func token() async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(Self.tokenPath, .token("access-token-1"))
      let source = try await find(world)
      #expect(try await source.token().value.exposed == "access-token-1")
      #expect(source.label.origin == .metadataServer(world.server.host))
      #expect(world.server.requests.map(\.path) == ["/", Self.tokenPath])
      #expect(
        world.server.requests[1].target
          == Self.tokenPath + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform")
      for request in world.server.requests {
        #expect(request.method == "GET")
        #expect(request.header("Metadata-Flavor") == "Google")
        #expect(request.header("X-Forwarded-For") == nil)
      }
    }
  }

  @Test("Account, universe and project come from the server")
  func identity() async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(Self.tokenPath, .token("access-token-1"))
      world.server.script(Self.root + "instance/service-accounts/default/email", .json("vm@example"))
      world.server.script(Self.root + "universe/universe-domain", .status(404))
      world.server.script(Self.root + "project/project-id", .json("vm-project"))
      let identity = try await find(world).identity()
      #expect(identity.principal == "vm@example")
      #expect(identity.project == "vm-project")
      #expect(identity.universeDomain == "googleapis.com")
    }
  }

  @Test("Whoever answers without the header is not Google's")
  func impostor() async throws {
    try await World.run { world in
      world.server.script("/", .status(200, "router login"))
      let error = await #expect(throws: GoogleAuthError.self) { try await find(world) }
      guard case .notFound(let tried) = try #require(error) else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(tried.last == "the metadata server (does not answer: this is not Google Cloud)")
    }
  }

  @Test("NO_GCE_CHECK asks nobody", arguments: ["true", "True"])
  func noCheck(_ value: String) async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      await #expect(throws: GoogleAuthError.self) { try await find(world, ["NO_GCE_CHECK": value]) }
      #expect(world.server.requests.isEmpty)
    }
  }

  @Test("Where nobody answers, all tries together end after three seconds")
  func silence() async throws {
    try await World.run { world in
      world.server.script("/", .silence)
      let more = ["GCE_METADATA_TIMEOUT": "0.05", "GCE_METADATA_DETECT_RETRIES": "9"]
      let began = world.clock.now.monotonic
      await #expect(throws: GoogleAuthError.self) { try await find(world, more) }
      // Two tries with a second between; a third would come after two more.
      #expect(world.clock.slept == [.seconds(1)])
      #expect(world.clock.now.monotonic - began <= .seconds(3))
    }
  }

  @Test("Linux may know that Google made the machine")
  func productName() async throws {
    try await World.run { world in
      world.server.script(Self.tokenPath, .token("access-token-1"))
      var surroundings = world.surroundings(environment(world))
      surroundings.productNameFile = try world.write("Google Compute Engine\n", to: "product")
      let source = try await GoogleCredentials.find(CredentialSettings(), surroundings)
      #expect(try await source.token().value.exposed == "access-token-1")
    }
  }

  @Test("A pod whose identity takes some seconds to appear gets its token", arguments: [404, 403])
  func lateIdentity(_ status: Int) async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(
        Self.tokenPath, .status(status), .status(status), .status(status), .token("access-token-1"))
      let source = try await find(world)
      #expect(try await source.token().value.exposed == "access-token-1")
      #expect(world.server.requests(Self.tokenPath).count == 4)
      #expect(world.clock.slept == Array(repeating: .seconds(2), count: 3))
    }
  }

  @Test("After thirty seconds a missing identity is an error that says what to attach")
  func noIdentity() async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(Self.tokenPath, .status(404))
      let source = try await find(world)
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(error.nextStep == "Attach a service account to this machine, service or Kubernetes pod.")
      #expect(world.server.requests(Self.tokenPath).count == 16)
      #expect(world.clock.slept.reduce(.zero, +) == .seconds(30))
    }
  }

  @Test("Later a 404 is final at once")
  func lostIdentity() async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(Self.tokenPath, .token("access-token-1"), .status(404))
      let source = try await find(world)
      await source.rejected(try await source.token())
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(world.server.requests(Self.tokenPath).count == 2)
    }
  }

  @Test("A busy server is asked five times")
  func busy() async throws {
    try await World.run { world in
      world.server.script("/", Self.presence)
      world.server.script(Self.tokenPath, .token("access-token-1"), .status(503))
      let source = try await find(world)
      await source.rejected(try await source.token())
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(world.server.requests(Self.tokenPath).count == 6)
    }
  }
}
