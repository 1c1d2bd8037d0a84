import NIOCore
import Testing

@testable import GatewayServer

@Suite("Deployment loads")
struct DeploymentLoadsTests {
  private func entry(_ id: String, order: Int = 1, weight: Int = 1, room: Int? = nil) -> ModelDeployment {
    ModelDeployment(id: id, provider: .simulator, model: id, maxSessions: room, order: order, weight: weight)
  }

  /// The id of the entry that the next call would get, without a call.
  private func next(_ loads: DeploymentLoads, _ entries: [ModelDeployment], at now: NIODeadline = .now()) -> String? {
    let seat = loads.take(among: entries, at: now)
    seat?.left()
    return seat?.deployment.id
  }

  @Test("Calls are spread over equal entries, the least busy first")
  func spread() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a"), entry("b")]
    let seat = loads.take(among: entries)
    #expect(seat?.deployment.id == "a")
    #expect(next(loads, entries) == "b")
    seat?.left()
    #expect(next(loads, entries) == "a")
  }

  @Test("A weight of two takes twice the calls")
  func weighted() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", weight: 2), entry("b")]
    let chosen = (0..<6).compactMap { _ in loads.take(among: entries)?.deployment.id }
    #expect(chosen.filter { $0 == "a" }.count == 4)
    #expect(chosen.count == 6)
  }

  @Test("A higher order steps in when the lower is full, and nobody when all are")
  func full() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1, room: 1), entry("b", order: 2, room: 1)]
    #expect(loads.take(among: entries)?.deployment.id == "a")
    let second = loads.take(among: entries)
    #expect(second?.deployment.id == "b")
    #expect(loads.take(among: entries)?.deployment.id == nil)
    #expect(!loads.hasRoom(entries))
    second?.left()
    #expect(loads.hasRoom(entries))
  }

  @Test("An entry that failed is passed over, longer each time, unless there is no other")
  func cooling() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    let now = NIODeadline.now()
    loads.failed(entries[0], at: now, chance: 0)
    #expect(next(loads, [entries[0]], at: now) == "a")
    #expect(!loads.isSound(entries[0], at: now + .milliseconds(4_999)))
    #expect(next(loads, entries, at: now + .milliseconds(4_999)) == "b")
    #expect(next(loads, entries, at: now + .seconds(5)) == "a")
    loads.failed(entries[0], at: now + .seconds(5), chance: 0)
    #expect(next(loads, entries, at: now + .seconds(14)) == "b")
    #expect(next(loads, entries, at: now + .seconds(15)) == "a")
  }

  @Test("A changed cooldown holds from the next failure on")
  func retuned() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    let now = NIODeadline.now()
    loads.retuned(cooldown: .seconds(60))
    loads.failed(entries[0], at: now, chance: 0)
    #expect(next(loads, entries, at: now + .seconds(59)) == "b")
    #expect(next(loads, entries, at: now + .seconds(60)) == "a")
  }

  @Test("An entry that was reached again is as good as new")
  func reached() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let entries = [entry("a", order: 1), entry("b", order: 2)]
    loads.failed(entries[0])
    loads.take(among: [entries[0]])?.reached()
    #expect(loads.isSound(entries[0]))
  }

  @Test("A fallback stands behind every entry of the name, whatever its order")
  func fallback() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    var other = entry("other", order: 0)
    other.standIn = 1
    let entries = [other, entry("a", order: 7)]
    #expect(next(loads, entries) == "a")
    loads.failed(entries[1])
    #expect(next(loads, entries) == "other")
  }

  @Test("Many calls that come to one entry at once are spread, those to another are not")
  func paced() {
    let loads = DeploymentLoads(cooldown: .seconds(5))
    let now = NIODeadline.now()
    let waits = (0..<100).map { _ in loads.pace(entry("a"), at: now) }
    #expect(waits.first == .zero)
    #expect(waits.last.map { $0 > .milliseconds(500) && $0 < .seconds(1) } == true)
    #expect(loads.pace(entry("b"), at: now) == .zero)
  }
}
