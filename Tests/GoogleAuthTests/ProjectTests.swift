import Foundation
import GoogleAuth
import Testing

@Suite struct ProjectTests {
  @Test("The setting comes before the environment, the environment before the file")
  func order() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let json = Files.serviceAccount(world.server)
      let both = ["GOOGLE_CLOUD_PROJECT": "new", "GCLOUD_PROJECT": "old"]
      let sources = [
        try await world.source(json, both) { $0.project = "set" }, try await world.source(json, both),
        try await world.source(json, ["GCLOUD_PROJECT": "old"]),
      ]
      var projects: [String?] = []
      for source in sources { projects.append(try await source.projectID()) }
      #expect(projects == ["set", "new", "old"])
      #expect(world.server.requests.isEmpty)
      let source = try await world.source(json)
      #expect(try await source.projectID() == "fake-project")
    }
  }

  @Test("A user's file knows no project")
  func user() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let source = try await world.source(Files.authorizedUser())
      #expect(try await source.projectID() == nil)
    }
  }

  @Test("Beside gcloud's file, gcloud's active configuration names the project", arguments: [nil, "work\n"])
  func gcloud(_ active: String?) async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      try world.write(Files.authorizedUser(), to: "application_default_credentials.json")
      if let active { try world.write(active, to: "active_config") }
      let name = active == nil ? "default" : "work"
      try world.write(
        "[auth]\nproject = no\n[core]\naccount = a@b\nproject = from-gcloud \n", to: "configurations/config_\(name)")
      let settings = CredentialSettings(userTokenURL: world.server.url + "/token")
      let source = try await GoogleCredentials.find(
        settings, world.surroundings(["CLOUDSDK_CONFIG": world.folder.path]))
      #expect(try await source.projectID() == "from-gcloud")
    }
  }

  @Test("A look-up that is not allowed says what to grant or set")
  func forbidden() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .token("access-token-1"))
      world.server.script("/v1/projects/123456", .status(403))
      let source = try await world.source(Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#))
      let error = await #expect(throws: GoogleAuthError.self) { try await source.projectID() }
      #expect(error?.nextStep.contains("GOOGLE_CLOUD_PROJECT") == true)
    }
  }

  @Test("The quota project: setting, then environment, then file")
  func quota() async throws {
    try await World.run { world in
      let json = Files.authorizedUser(#", "quota_project_id": "from-file""#)
      let environment = ["GOOGLE_CLOUD_QUOTA_PROJECT": "from-environment"]
      let sources = [
        try await world.source(json, environment) { $0.quotaProject = "set" },
        try await world.source(json, environment),
        try await world.source(json, ["GOOGLE_CLOUD_QUOTA_PROJECT": ""]),
        try await world.source(Files.authorizedUser()),
      ]
      #expect(sources.map(\.quotaProject) == ["set", "from-environment", "from-file", nil])
    }
  }
}
