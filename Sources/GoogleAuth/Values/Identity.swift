/// Who a credential speaks for, and which project.
package struct Identity: Sendable, Equatable {
  /// For the log: a service account's e-mail, a user's account, a pool; nil if nobody says.
  package var principal: String?
  package var project: String?
  /// Sent as `x-goog-user-project`, when there is one, with API requests and never with token requests.
  package var quotaProject: String?
  /// `googleapis.com`, unless the credential belongs to another Google cloud.
  package var universeDomain: String = Identity.defaultUniverse

  package static let defaultUniverse = "googleapis.com"
}
