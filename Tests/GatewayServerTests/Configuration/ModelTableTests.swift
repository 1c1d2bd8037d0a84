import Testing

@testable import GatewayServer

struct ModelTableTests {
  private func table(_ entries: [(name: String, model: String)]) throws -> ModelTable {
    var table = ModelTable()
    for entry in entries {
      let pattern = try #require(ModelNamePattern(entry.name))
      table.add(ModelDeployment(id: entry.name, provider: .vertex, model: entry.model), as: pattern)
    }
    return table
  }

  private func models(_ table: ModelTable, _ name: String) -> [String]? {
    table.deployments(for: name)?.map(\.model)
  }

  @Test("A transcription without a model gets the first that only transcribes, else the first that has a name")
  func transcriber() throws {
    #expect(try table([("voice", "gemini-3.8-live"), ("stt", "gemini-3.5-transcribe-live")]).transcriber == "stt")
    #expect(try table([("vertex/*", "*"), ("voice", "gemini-3.8-live")]).transcriber == "voice")
    #expect(try table([("vertex/*", "*")]).transcriber == nil)
  }

  @Test("An exact name wins over every wildcard")
  func exact() throws {
    let table = try table([("*", "any"), ("vertex/*", "*"), ("vertex/live", "exact")])
    #expect(models(table, "vertex/live") == ["exact"])
  }

  @Test("Of two wildcards the one with the longer text wins, in whatever order they stand")
  func longest() throws {
    for order in [
      [("vertex/*", "short"), ("vertex/gemini-*", "long")], [("vertex/gemini-*", "long"), ("vertex/*", "short")],
    ] {
      let table = try table(order)
      #expect(models(table, "vertex/gemini-3.8-live") == ["long"])
      #expect(models(table, "vertex/other") == ["short"])
    }
  }

  @Test("The star of the name fills the star of the model")
  func star() throws {
    let table = try table([("vertex/*", "*"), ("live-*-eu", "gemini-*-live")])
    #expect(models(table, "vertex/gemini-3.8-live") == ["gemini-3.8-live"])
    #expect(models(table, "live-3.8-eu") == ["gemini-3.8-live"])
    #expect(table.deployments(for: "vertex/a")?.first?.id == "vertex/a")
  }

  @Test("A provider's prefix in the client's name does not get into the model id")
  func prefix() throws {
    let table = try table([("*", "*")])
    #expect(models(table, "vertex_ai/gemini-3.8-live") == ["gemini-3.8-live"])
    #expect(models(table, "gemini-3.8-live") == ["gemini-3.8-live"])
  }

  @Test(
    "A star takes nothing that leads elsewhere",
    arguments: [
      "vertex/", "vertex/a/b", "vertex/../../projects/p", "vertex/..", "vertex/a b", "vertex/a%2Fb", "vertex/é",
    ])
  func hostile(name: String) throws {
    #expect(models(try table([("vertex/*", "*")]), name) == nil)
  }

  @Test("Google's own prefix is optional")
  func models() throws {
    let table = try table([("gemini-3.8-live", "gemini-3.8-live")])
    #expect(models(table, "models/gemini-3.8-live") == ["gemini-3.8-live"])
    #expect(models(table, "models/other") == nil)
  }

  @Test("Entries of one name are deployments, named once in the list of models")
  func deployments() throws {
    let table = try table([("live", "one"), ("other", "two"), ("live", "three")])
    #expect(models(table, "live") == ["one", "three"])
    #expect(table.names == ["live", "other"])
    #expect(table.deployments.count == 3)
  }

  @Test("A name that nobody serves is unknown")
  func unknown() throws {
    #expect(try table([("live", "one")]).deployments(for: "Live") == nil)
    #expect(ModelTable().deployments(for: "live") == nil)
  }

  @Test("Fallbacks stand behind the name's own entries, in their order, each once")
  func fallbacks() throws {
    var table = try table([("east", "a"), ("west", "b"), ("north", "c"), ("south", "d")])
    table.fallbacks = ModelFallbacks(byName: ["east": ["west", "east"], "*": ["south"]], defaults: ["north", "west"])
    #expect(models(table, "east") == ["a", "b", "c"])
    #expect(table.deployments(for: "east")?.map(\.standIn) == [0, 1, 2])
    #expect(models(table, "north") == ["c", "d", "b"])
    #expect(table.deployments(for: "nobody") == nil)
  }
}
