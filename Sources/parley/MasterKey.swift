import GoogleAuth

/// Keys for a gateway that was given none.
enum MasterKey {
  /// `sk-parley-` and 32 letters and digits: some 165 bits from the system's generator.
  static func make() -> Secret {
    let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")
    var generator = SystemRandomNumberGenerator()
    let letters = (0..<32).compactMap { _ in alphabet.randomElement(using: &generator) }
    return Secret("sk-parley-" + String(letters))
  }
}
