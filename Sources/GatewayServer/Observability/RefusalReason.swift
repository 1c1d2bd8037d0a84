internal import Admission

/// Why clients were turned away before the upgrade, as metrics count it.
package enum RefusalReason: String, CaseIterable, Sendable {
  case full
  /// Too little memory, or event loops that are late.
  case overloaded
  case draining
  /// No key, or a wrong one.
  case key
  /// An unknown model or path.
  case notFound = "not_found"
  case origin
  case badRequest = "bad_request"

  init(_ refusal: Refusal) {
    switch refusal.status {
    case 401: self = .key
    case 403: self = .origin
    case 404: self = .notFound
    case 503:
      switch refusal.code {
      case Refusal.draining.code: self = .draining
      case Refusal.overloaded(.lag, retryAfterSeconds: 0).code: self = .overloaded
      default: self = .full
      }
    default: self = .badRequest
    }
  }
}
