import Conversation
import Foundation
import SeededRandom

/// Every event of both wires as their schemas describe it: with odd values, missing and additional members, and broken.
/// Drawn once from a fixed seed.
enum OddEvents {
  static func client(of contract: ClientContract) -> [String] {
    switch contract.wire {
    case .beta: beta
    case .ga: ga
    }
  }

  static let upstream: [String] = {
    guard let schema = SchemaSampler(file: "gemini-live.schema.json") else { return [] }
    var pool = Pool(seed: 3)
    pool.add(schema.examples("#/$defs/ServerMessage"))
    for member in schema.members("#/$defs/LiveServerMessage") {
      for _ in 0..<60 { pool.add([schema.sample("#/$defs/LiveServerMessage", having: member, &pool.random)]) }
    }
    for member in schema.members("#/$defs/LiveServerContent") {
      for _ in 0..<30 {
        let content = schema.sample("#/$defs/LiveServerContent", having: member, &pool.random)
        pool.add([["serverContent": content]])
      }
    }
    return pool.texts
  }()

  private static let beta = client("beta", seed: 1)
  private static let ga = client("ga", seed: 2)

  private static func client(_ dialect: String, seed: UInt64) -> [String] {
    guard let schema = SchemaSampler(file: "openai-realtime.schema.json") else { return [] }
    var pool = Pool(seed: seed)
    for (type, name) in schema.index(dialect, "client") {
      // Audio that counts comes from `Step.append`, numbered.
      if type == "input_audio_buffer.append" { continue }
      for _ in 0..<120 { pool.add([schema.sample("#/$defs/\(dialect)/$defs/\(name)", &pool.random)]) }
    }
    return pool.texts
  }

  /// Valid texts, and each second one damaged a little.
  private struct Pool {
    var random: SeededRandom
    private(set) var texts: [String] = []

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func add(_ values: [Any]) {
      for value in values {
        texts.append(JSONText.text(value))
        if random.below(2) == 0 { texts.append(JSONText.text(Damage.done(to: value, &random))) }
        if random.below(12) == 0 { texts.append(Damage.done(toText: JSONText.text(value), &random)) }
      }
    }
  }
}
