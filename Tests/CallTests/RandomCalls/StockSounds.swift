/// Sounds of random calls, made once and before the first is asked for: the harmonics of speech cost more than a whole
/// call, and a table that never changes needs no lock (one that Thread Sanitizer would have to understand).
enum StockSounds {
  /// Hardly a call appends more.
  private static let appends = 1...40

  private static let made: [String: String] = {
    var made: [String: String] = [:]
    for number in appends {
      for speaking in [Step.Speaking.speech, .silence] {
        for ms in [40, 100] {
          let name = name(of: speaking, ms: ms, number: number)
          made[name] = Sounds.sound(name)
        }
      }
    }
    return made
  }()

  /// What a story calls the append that is its call's `number`th: `ms` milliseconds at 16 kHz.
  static func name(of speaking: Step.Speaking, ms: Int, number: Int) -> String {
    "$\(speaking.rawValue) \(ms)ms 16000Hz #\(number)"
  }

  /// Base64 of the sound that `name` describes (see `Sounds`).
  static func base64(_ name: String) -> String { made[name] ?? Sounds.sound(name) }
}
