import Synchronization

/// Sounds of random calls, made once: the harmonics of speech cost more than a whole call.
enum StockSounds {
  private static let made = Mutex<[String: String]>([:])

  /// Base64 of the sound that `name` describes (see `Sounds`).
  static func base64(_ name: String) -> String {
    if let known = made.withLock({ $0[name] }) { return known }
    let sound = Sounds.sound(name)
    made.withLock { $0[name] = sound }
    return sound
  }
}
