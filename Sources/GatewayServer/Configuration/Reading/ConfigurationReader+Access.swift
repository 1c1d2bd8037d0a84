import Conversation
import GoogleAuth

/// `general_settings.master_key` and `parley.allow_anonymous`.
extension ConfigurationReader {
  mutating func access(general: ConfigurationSection?, parley: ConfigurationSection?) -> AccessSettings {
    let before = problems.count
    var keys: [Secret] = []
    if let general, general["master_key"] != nil {
      // Not quoted in any message: the value is the secret.
      for (key, node) in list("master_key", in: general) ?? [] {
        if key.isEmpty {
          error(at: node.position, "general_settings.master_key: the key is empty; any client could guess it")
        } else if !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
          error(
            at: node.position,
            "general_settings.master_key: blanks and characters outside ASCII cannot be sent in a header")
        } else {
          keys.append(Secret(key))
        }
      }
    } else if let key = environment["LITELLM_MASTER_KEY"], !key.isEmpty {
      keys = [Secret(key)]
    }
    let isAnonymous = parley.flatMap { boolean("allow_anonymous", in: $0) } ?? false
    let isElsewhere = !mistaken.isDisjoint(with: ["master_key", "general_settings", "allow_anonymous"])
    if keys.isEmpty, !isAnonymous, !isElsewhere, problems.count == before {
      error(
        at: general?.position,
        "general_settings.master_key is missing: without it, anyone who reaches this port spends your money at "
          + "Google; add general_settings: {master_key: sk-…}, or parley: {allow_anonymous: true} if that is meant")
    }
    return AccessSettings(
      keys: keys, allowsAnonymous: isAnonymous, pinned: parley.map { pinned(in: $0) } ?? [])
  }

  /// `pinned`, of all models or of one.
  mutating func pinned(in section: ConfigurationSection) -> Set<Pins.Field> {
    let words = Self.alternatives(Pins.Field.allCases.map(\.rawValue))
    return Set(list("pinned", in: section, expected: words) { Pins.Field(rawValue: $0.lowercased()) } ?? [])
  }

  /// `parley.client_secrets`.
  mutating func clientSecrets(_ parley: ConfigurationSection) -> ClientSecretSettings {
    var settings = ClientSecretSettings()
    guard let section = section("client_secrets", in: parley, .clientSecrets) else { return settings }
    settings.maxCount = integer("max_count", in: section, 1...1_000_000) ?? settings.maxCount
    settings.maxBytes = byteCount("max_bytes", in: section, 1 << 20...4 << 30) ?? settings.maxBytes
    return settings
  }
}
