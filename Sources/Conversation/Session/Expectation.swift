/// An answer that is awaited: why, and since when. As long as no response exists for it, it is the
/// credit that a `response.create` may take (semantics 4).
struct Expectation: Equatable, Sendable {
  enum Cause: Equatable, Sendable {
    /// The end of the user's speech, heard at `speechEnd` (monotonic ms).
    case speech(speechEnd: Int)
    /// An item that the contract answers without a create.
    case item
    /// A `response.create` that sent what it needs.
    case create
  }

  var cause: Cause
  /// What the user's turn was made of; nil: neither text nor speech.
  var medium: Medium?
  /// Monotonic ms of the last sign of life: the watchdog counts from here.
  var since: Int
}

/// What a turn of the user was made of: decides the output where the session states none.
enum Medium: Equatable, Sendable {
  case text
  case speech
}
