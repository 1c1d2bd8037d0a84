/// An OAuth 2 access token for `Authorization: Bearer`.
package struct AccessToken: Sendable, Equatable {
  package let value: Secret
  /// When it ends, counted from before the request that brought it.
  package let expiry: Moment

  package init(value: Secret, expiry: Moment) {
    self.value = value
    self.expiry = expiry
  }

  /// No Google token lives longer; a peer that says so is not believed.
  static let longestLifetime = 24 * 3600

  /// - Parameter lifetime: seconds; brought into 0…24 h.
  init(_ value: Secret, obtained: Moment, lifetime: Int) {
    self.init(value: value, expiry: obtained + min(max(lifetime, 0), Self.longestLifetime))
  }

  /// What is left at a monotonic time; negative after the end.
  func left(at now: Duration) -> Duration { expiry.monotonic - now }
}
