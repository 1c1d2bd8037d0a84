/// Letters and digits from the system's generator: for what nobody may guess.
enum RandomText {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// Each of them is worth almost 6 bits.
  static func make(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
  }
}
