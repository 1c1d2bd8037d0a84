/// The answer to functions' outputs, kept until the client asks for it. The bytes are the bridge's.
struct HeldContent: Equatable, Sendable {
  /// Monotonic ms.
  let since: Int
  var hasContent = false

  func deadline(wait: Int) -> Int { since + wait }
}
