import NIOCore
import Testing

@testable import GatewayServer

@Suite("Deployment loads")
struct DeploymentLoadsTests {
  private func entry(_ id: String, order: Int = 1, weight: Int = 1, room: Int? = nil) -> ModelDeployment {
    ModelDeployment(id: id, provider: .simulator, model: id, maxSessions: room, order: order, weight: weight)
  }

  @Test("Calls are spread over equal entries, the least busy first")
  func spread() {
    let loads = DeploymentLoads()
    let entries = [entry("a"), entry("b")]
    let first = loads.choose(among: entries)
    #expect(first?.id == "a")
    let end = loads.began(entries[0])
    #expect(loads.choose(among: entries)?.id == "b")
    end()
    #expect(loads.choose(among: entries)?.id == "a")
  }

  @Test("A weight of two takes twice the calls")
  func weighted() {
    let loads = DeploymentLoads()
    let entries = [entry("a", weight: 2), entry("b")]
    var chosen: [String] = []
    for _ in 0..<6 {
      guard let next = loads.choose(among: entries) else { continue }
      _ = loads.began(next)
      chosen.append(next.id)
    }
    #expect(chosen.filter { $0 == "a" }.count == 4)
  }

  @Test("A higher order steps in when the lower is full, and nobody when all are")
  func full() {
    let loads = DeploymentLoads()
    let entries = [entry("a", order: 1, room: 1), entry("b", order: 2, room: 1)]
    _ = loads.began(entries[0])
    #expect(loads.choose(among: entries)?.id == "b")
    _ = loads.began(entries[1])
    #expect(loads.choose(among: entries) == nil)
    #expect(!loads.hasRoom(entries))
  }

  @Test("An entry that failed is passed over for thirty seconds, unless there is no other")
  func cooling() {
    let loads = DeploymentLoads()
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    let now = NIODeadline.now()
    loads.failed(entries[0], at: now)
    #expect(loads.choose(among: entries, at: now + .seconds(29))?.id == "b")
    #expect(loads.choose(among: entries, at: now + .seconds(30))?.id == "a")
    #expect(loads.choose(among: [entries[0]], at: now)?.id == "a")
  }
}
