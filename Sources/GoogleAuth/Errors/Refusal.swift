/// An HTTP answer other than success.
package struct Refusal: Sendable, Equatable {
  package var service: AuthService
  /// HTTP status.
  package var status: Int
  /// OAuth's `error` or Google's `status`, for example `invalid_grant`, `PERMISSION_DENIED`.
  package var code: String?
  /// OAuth's `error_description` or Google's `message`.
  package var reason: String?
  /// OAuth's `error_subtype`, for example `invalid_rapt`.
  package var subtype: String?

  package var isTransient: Bool {
    (500...599).contains(status) || RetryPolicy.isTransient(status: status, code: code, reason: reason)
  }
}
