package import GoogleAuth

/// Who may open a session.
package struct AccessSettings: Equatable, Sendable {
  /// `general_settings.master_key`: any of these opens the door. Never empty strings.
  package var keys: [Secret]
  /// `parley.allow_anonymous`: a client without a key is let in. Every session spends the owner's money.
  package var allowsAnonymous: Bool

  package init(keys: [Secret] = [], allowsAnonymous: Bool = false) {
    self.keys = keys
    self.allowsAnonymous = allowsAnonymous
  }
}
