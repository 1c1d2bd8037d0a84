import Conversation
import NIOCore
import Testing

@testable import GatewayServer

@Suite("A dial of a call")
struct UpstreamDialTests {
  @Test("The call's own deployment is tried first, and the call keeps its place there")
  func own() throws {
    let bench = try DialBench("a", "b")
    bench.dials()
    #expect(bench.tried == ["a"])
    try bench.attempt(0).opens()
    let opened = try #require(bench.opened)
    #expect(opened.way.deployment.id == "a" && !opened.isMove)
    #expect(opened.seat == nil && opened.trouble == nil && opened.attempts == 1)
    #expect(bench.hasRoom("b"))
  }

  @Test("The next deployment is tried as soon as one fails")
  func next() throws {
    let bench = try DialBench("a", "b")
    bench.dials()
    try bench.attempt(0).fails(.transient, mayPass: true)
    #expect(bench.tried == ["a", "b"])
    #expect(!bench.isSound("a"))
    try bench.attempt(1).opens()
    let opened = try #require(bench.opened)
    #expect(opened.isMove && opened.seat?.deployment.id == "b")
    #expect(opened.trouble == "a: transient" && opened.attempts == 2)
    #expect(!bench.hasRoom("b"))
  }

  @Test("The next deployment is tried beside one that takes long, and each once")
  func patience() throws {
    let bench = try DialBench("a", "b", "c")
    bench.dials()
    bench.wait(.milliseconds(1_999))
    #expect(bench.tried == ["a"])
    bench.wait(.milliseconds(1))
    #expect(bench.tried == ["a", "b"])
    bench.wait(.seconds(2))
    #expect(bench.tried == ["a", "b", "c"])
    bench.wait(.seconds(20))
    #expect(bench.tried == ["a", "b", "c"])
    #expect(bench.attempts.allSatisfy { !$0.isCancelled })
  }

  @Test("Who is slow is reported once another has won, and given up")
  func slow() throws {
    let bench = try DialBench("a", "b")
    bench.dials()
    bench.wait(.seconds(2))
    #expect(bench.isSound("a"))
    try bench.attempt(1).opens()
    #expect(!bench.isSound("a") && bench.isSound("b"))
    #expect(try bench.attempt(0).isCancelled)
    #expect(bench.opened?.trouble == "it did not answer in time")
  }

  @Test("Who was slow may still win; nobody is blamed then, and the other gives its place back")
  func slowWins() throws {
    let bench = try DialBench("a", "b")
    bench.dials()
    bench.wait(.seconds(2))
    #expect(!bench.hasRoom("b"))
    try bench.attempt(0).opens()
    #expect(try bench.attempt(1).isCancelled)
    #expect(bench.hasRoom("b"))
    #expect(bench.isSound("a") && bench.isSound("b"))
    #expect(bench.opened?.isMove == false)
  }

  @Test("When all have failed the first is tried again, after a pause that grows, as often as the terms say")
  func again() throws {
    let bench = try DialBench("a")
    bench.dials()
    try bench.attempt(0).fails(.transient, mayPass: true)
    #expect(bench.tried == ["a"])
    bench.wait(.milliseconds(249))
    #expect(bench.tried == ["a"])
    bench.wait(.milliseconds(1))
    #expect(bench.tried == ["a", "a"])
    try bench.attempt(1).fails(.transient, mayPass: true)
    bench.wait(.milliseconds(499))
    #expect(bench.tried == ["a", "a"])
    bench.wait(.milliseconds(1))
    try bench.attempt(2).fails(.transient, mayPass: true)
    #expect(bench.tried == ["a", "a", "a"])
    #expect(bench.failure?.closure.verdict == .transient && bench.failure?.deployment == "a")
  }

  @Test(
    "Who refuses is not asked again, be it for good or for want of quota",
    arguments: [.fatal, .quota] as [UpstreamClosure.Verdict])
  func refused(verdict: UpstreamClosure.Verdict) throws {
    let bench = try DialBench("a")
    bench.dials()
    try bench.attempt(0).fails(verdict, mayPass: false)
    #expect(bench.failure?.closure.verdict == verdict)
    bench.wait(.seconds(60))
    #expect(bench.tried == ["a"])
  }

  @Test("A deployment that refuses gives its place back, and does not keep another from being tried again")
  func refusedBeside() throws {
    let bench = try DialBench("a", "b")
    bench.dials()
    try bench.attempt(0).fails(.transient, mayPass: true)
    try bench.attempt(1).fails(.fatal, mayPass: false)
    #expect(bench.hasRoom("b"))
    bench.wait(.milliseconds(500))
    #expect(bench.tried == ["a", "b", "a"])
  }

  @Test("A spent retry budget ends the dial with the best explanation")
  func spent() throws {
    let bench = try DialBench("a", "b")
    bench.spendRetries()
    bench.dials()
    try bench.attempt(0).fails(.transient, mayPass: true)
    try bench.attempt(1).fails(.fatal, mayPass: false)
    #expect(bench.tried == ["a", "b"])
    #expect(bench.failure?.closure.fault.message == "a: transient")
    #expect(bench.failure?.deployment == "a")
    #expect(bench.hasRoom("b"))
  }

  @Test("Cancelling gives all places back, ends what runs, and nothing begins any more")
  func cancelled() throws {
    let bench = try DialBench("a", "b", "c")
    bench.dials()
    try bench.attempt(0).fails(.transient, mayPass: true)
    try bench.attempt(1).fails(.transient, mayPass: true)
    #expect(!bench.hasRoom("b") && !bench.hasRoom("c"))
    bench.cancels()
    #expect(bench.hasRoom("b") && bench.hasRoom("c"))
    #expect(!bench.hasRoom("a"))
    #expect(try bench.attempt(2).isCancelled)
    bench.wait(.seconds(60))
    #expect(bench.attempts.count == 3 && bench.outcome == nil)
  }

  @Test("With nowhere else to go it says so, and not before the caller holds the dial")
  func nowhere() throws {
    let bench = try DialBench("a")
    bench.dials(to: .onlyOther)
    #expect(bench.outcome == nil)
    bench.wait(.zero)
    #expect(bench.tried.isEmpty)
    #expect(bench.failure?.closure == DialFailure.nowhere.closure && bench.failure?.deployment == nil)
  }

  @Test("Who wants another gets its own again only when no other is to be had")
  func other() throws {
    let bench = try DialBench("a", "b")
    bench.dials(to: .other)
    #expect(bench.tried == ["b"])
    try bench.attempt(0).fails(.transient, mayPass: true)
    #expect(bench.tried == ["b", "a"])
  }
}
