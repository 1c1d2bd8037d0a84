import Testing

@testable import Conversation

@Suite("Recent ids")
struct RecentIDsTests {
  @Test("An id is known once it was seen, and no other")
  func known() {
    var ids = RecentIDs(limit: 3)
    ids.insert("a")
    #expect(ids.contains("a"))
    #expect(!ids.contains("b"))
  }

  @Test("The newest ids are known, however many a peer makes up", arguments: [1, 3, 100])
  func bounded(limit: Int) {
    var ids = RecentIDs(limit: limit)
    for number in 0..<1_000 {
      ids.insert("id_\(number)")
      #expect(((number - limit + 1)...number).allSatisfy { $0 < 0 || ids.contains("id_\($0)") })
      #expect(!ids.contains("id_\(number - 2 * limit)"))
    }
  }

  @Test("An id that comes again takes no other's place")
  func again() {
    var ids = RecentIDs(limit: 2)
    ids.insert("a")
    for _ in 0..<100 { ids.insert("b") }
    #expect(ids.contains("a"))
  }
}
