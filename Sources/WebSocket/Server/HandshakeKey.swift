internal import Crypto
internal import FoundationEssentials

/// `Sec-WebSocket-Key` and its answer (RFC 6455, 4.2.2): proof that the other end speaks WebSocket, no secret.
enum HandshakeKey {
  private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// A key for one connection: 16 random bytes in base64.
  static func random() -> String {
    // In words: each draw is a system call.
    let words = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return withUnsafeBytes(of: words) { Data($0).base64EncodedString() }
  }

  /// Whether a client may send this key.
  static func isValid(_ key: String) -> Bool {
    key.utf8.count == 24 && Data(base64Encoded: key)?.count == 16
  }

  /// The value of `Sec-WebSocket-Accept` for a key.
  static func answer(to key: String) -> String {
    Data(Insecure.SHA1.hash(data: Data((key + suffix).utf8))).base64EncodedString()
  }
}
