import GoogleAuth
import Testing

@Suite struct TokenSourceTests {
  @Test("Fifty callers at once are one request")
  func singleFlight() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1").held)
      let source = try await world.source(Files.authorizedUser())
      let tokens = try await withThrowingTaskGroup(of: AccessToken.self) { group in
        for _ in 0..<50 { group.addTask { try await source.token() } }
        try await eventually { world.server.requests.count == 1 }
        world.server.release()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(tokens.map(\.value.exposed) == Array(repeating: "access-token-1", count: 50))
      #expect(world.server.requests.count == 1)
    }
  }

  @Test("Fifty callers at once get one failure, of one attempt")
  func sharedFailure() async throws {
    try await World.run { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant"}"#).held)
      let source = try await world.source(Files.authorizedUser())
      let failures = await withTaskGroup(of: GoogleAuthError?.self) { group in
        for _ in 0..<50 {
          group.addTask {
            do throws(GoogleAuthError) {
              _ = try await source.token()
              return nil
            } catch {
              return error
            }
          }
        }
        try? await eventually { world.server.requests.count == 1 }
        world.server.release()
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(failures.map { $0?.description }).count == 1)
      #expect(failures.count == 50)
      #expect(failures[0] != nil)
      #expect(world.server.requests.count == 1)
    }
  }

  @Test("If the caller that asks hangs up, another one takes over")
  func takeOver() async throws {
    try await World.run { world in
      world.server.script("/token", .silence, .token("access-token-2"))
      let source = try await world.source(Files.authorizedUser())
      let first = Task { try await source.token() }
      try await eventually { world.server.requests.count == 1 }
      async let second = source.token()
      first.cancel()
      #expect(try await second.value.exposed == "access-token-2")
      let error = await #expect(throws: GoogleAuthError.self) { try await first.value }
      #expect(error == .cancelled)
    }
  }

  @Test("A caller that hangs up while it waits leaves the request to the others")
  func waiterLeaves() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1").held)
      let source = try await world.source(Files.authorizedUser())
      async let first = source.token()
      try await eventually { world.server.requests.count == 1 }
      let second = Task { try await source.token() }
      second.cancel()
      let error = await #expect(throws: GoogleAuthError.self) { try await second.value }
      #expect(error == .cancelled)
      world.server.release()
      #expect(try await first.value.exposed == "access-token-1")
      #expect(world.server.requests.count == 1)
    }
  }

  /// Runs the background of a source beside `body`.
  func background(_ source: TokenSource, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await source.run() }
      try await body()
      group.cancelAll()
    }
  }

  @Test("The background has a token before anybody asks, and the next one five minutes ahead")
  func aheadOfTime() async throws {
    try await World.run(skipsSleeps: false) { world in
      world.server.script("/token", .token("access-token-1", seconds: 3600), .token("access-token-2", seconds: 3600))
      let source = try await world.source(Files.authorizedUser())
      try await background(source) {
        try await eventually { world.clock.sleeping == 1 }
        #expect(world.server.requests.count == 1)
        #expect(await source.freshness == .fresh)
        // Refresh is due 270 s before the end: 300 s less half of the jitter.
        world.clock.advance(by: 3329)
        try await eventually { world.clock.sleeping == 1 }
        #expect(world.server.requests.count == 1)
        #expect(try await source.token().value.exposed == "access-token-1")
        world.clock.advance(by: 1)
        try await eventually { world.server.requests.count == 2 && world.clock.sleeping == 1 }
        #expect(try await source.token().value.exposed == "access-token-2")
        #expect(world.server.requests.count == 2)
      }
    }
  }

  @Test("While the background asks, callers get the old token at once")
  func serveStale() async throws {
    try await World.run(skipsSleeps: false) { world in
      world.server.script("/token", .token("access-token-1", seconds: 3600), .token("access-token-2").held)
      let source = try await world.source(Files.authorizedUser())
      try await background(source) {
        try await eventually { world.clock.sleeping == 1 }
        world.clock.advance(by: 3400)
        try await eventually { world.server.requests.count == 2 }
        #expect(try await source.token().value.exposed == "access-token-1")
        world.server.release()
        try await eventually { world.clock.sleeping == 1 }
        #expect(try await source.token().value.exposed == "access-token-2")
      }
    }
  }

  @Test("A refresh that fails leaves the old token, and is tried again ten seconds later")
  func failedRefresh() async throws {
    try await World.run(skipsSleeps: false) { world in
      world.server.script(
        "/token", .token("access-token-1", seconds: 3600), .status(400, #"{"error":"invalid_grant"}"#),
        .token("access-token-2"))
      let source = try await world.source(Files.authorizedUser())
      try await background(source) {
        try await eventually { world.clock.sleeping == 1 }
        world.clock.advance(by: 3400)
        try await eventually { world.server.requests.count == 2 && world.clock.sleeping == 1 }
        #expect(try await source.token().value.exposed == "access-token-1")
        world.clock.advance(by: 9)
        #expect(world.server.requests.count == 2)
        world.clock.advance(by: 1)
        try await eventually { world.server.requests.count == 3 && world.clock.sleeping == 1 }
        #expect(try await source.token().value.exposed == "access-token-2")
        #expect(world.log.all.contains { $0.hasPrefix("warning No Google access token") })
      }
    }
  }

  @Test("The background goes on trying when the first token cannot be had")
  func failedStart() async throws {
    try await World.run(skipsSleeps: false) { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant"}"#), .token("access-token-1"))
      let source = try await world.source(Files.authorizedUser())
      try await background(source) {
        try await eventually { world.clock.sleeping == 1 }
        await #expect(throws: GoogleAuthError.self) { try await source.token() }
        #expect(world.server.requests.count == 1)
        world.clock.advance(by: 10)
        try await eventually { world.server.requests.count == 2 && world.clock.sleeping == 1 }
        #expect(try await source.token().value.exposed == "access-token-1")
      }
    }
  }

  @Test("A token that the API rejects is replaced at once, and only once in ten seconds")
  func rejection() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"), .token("access-token-2"))
      let source = try await world.source(Files.authorizedUser())
      let first = try await source.token()
      await source.rejected(first)
      await source.rejected(first)
      let second = try await source.token()
      #expect(second.value.exposed == "access-token-2")
      await source.rejected(first)
      #expect(try await source.token() == second)
      await source.rejected(second)
      let error = await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(error == .tokenRejected(source.label))
      #expect(world.server.requests.count == 2)
      world.clock.advance(by: 10)
      _ = try await source.token()
      #expect(world.server.requests.count == 3)
    }
  }

  @Test("Nobody there is an error that may pass, after three tries")
  func unreachable() async throws {
    try await World.run { world in
      let dead = try await FakeServer.start()
      try await dead.stop()
      let source = try await world.source(Files.authorizedUser()) { $0.userTokenURL = dead.url + "/token" }
      let error = await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(error?.isTransient == true)
      #expect(error?.description.contains("no answer from 127.0.0.1") == true)
      #expect(world.clock.slept == [.seconds(1), .seconds(2)])
    }
  }
}
