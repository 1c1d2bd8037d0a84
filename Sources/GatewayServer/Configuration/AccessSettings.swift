package import Conversation
package import GoogleAuth

/// Who may open a session.
package struct AccessSettings: Equatable, Sendable {
  /// `general_settings.master_key`: any of these opens the door. Never empty strings.
  package var keys: [Secret]
  /// `parley.allow_anonymous`: a client without a key is let in. Every session spends the owner's money.
  package var allowsAnonymous: Bool
  /// `parley.pinned`: what the holders of client secrets may neither change nor read, for every model.
  package var pinned: Set<Pins.Field>

  package init(keys: [Secret] = [], allowsAnonymous: Bool = false, pinned: Set<Pins.Field> = []) {
    self.keys = keys
    self.allowsAnonymous = allowsAnonymous
    self.pinned = pinned
  }
}
