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
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a"), entry("b")]
    let first = loads.choose(among: entries)
    #expect(first?.id == "a")
    let seat = loads.began(entries[0])
    #expect(loads.choose(among: entries)?.id == "b")
    seat.left()
    #expect(loads.choose(among: entries)?.id == "a")
  }

  @Test("A weight of two takes twice the calls")
  func weighted() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
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
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1, room: 1), entry("b", order: 2, room: 1)]
    _ = loads.began(entries[0])
    #expect(loads.choose(among: entries)?.id == "b")
    _ = loads.began(entries[1])
    #expect(loads.choose(among: entries) == nil)
    #expect(!loads.hasRoom(entries))
  }

  @Test("An entry that failed is passed over, longer each time, unless there is no other")
  func cooling() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    let now = NIODeadline.now()
    loads.failed(entries[0], at: now, chance: 0)
    #expect(loads.choose(among: [entries[0]], at: now)?.id == "a")
    #expect(loads.choose(among: entries, at: now + .milliseconds(4_999))?.id == "b")
    #expect(loads.choose(among: entries, at: now + .seconds(5))?.id == "a")
    loads.failed(entries[0], at: now + .seconds(5), chance: 0)
    #expect(loads.choose(among: entries, at: now + .seconds(14))?.id == "b")
    #expect(loads.choose(among: entries, at: now + .seconds(15))?.id == "a")
  }

  @Test("An entry that was reached again is as good as new")
  func reached() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    loads.failed(entries[0])
    loads.began(entries[0]).reached()
    #expect(loads.choose(among: entries)?.id == "a")
  }

  @Test("A fallback stands behind every entry of the name, whatever its order")
  func fallback() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    var other = entry("other", order: 0)
    other.standIn = 1
    let entries = [other, entry("a", order: 7)]
    #expect(loads.choose(among: entries)?.id == "a")
    loads.failed(entries[1])
    #expect(loads.choose(among: entries)?.id == "other")
  }
}
