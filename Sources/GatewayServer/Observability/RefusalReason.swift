internal import Admission

/// Why clients were turned away before the upgrade, as metrics count it.
package enum RefusalReason: String, CaseIterable, Sendable {
  case full
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
    case 503: self = refusal.code == Refusal.draining.code ? .draining : .full
    default: self = .badRequest
    }
  }
}
