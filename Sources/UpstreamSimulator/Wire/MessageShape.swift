/// The fields that a message of the protocol has, and no others: Google refuses a message with a field it does not know.
///
/// The tables follow the public client types of Gemini Live. They are this module's own, and deliberately share nothing
/// with the code that writes such messages, so that a mistake there is found here.
struct MessageShape: Sendable {
  enum Rule: Sendable {
    /// No rule beyond the fields.
    case any
    /// Exactly one field is set.
    case exactlyOne
    case required([String])
    /// At most one of these is set.
    case exclusive([String])
  }

  /// Fields by their lowerCamelCase name.
  let fields: [String: FieldKind]
  let rule: Rule

  init(_ fields: [String: FieldKind], _ rule: Rule = .any) {
    self.fields = fields
    self.rule = rule
  }

  /// A message without fields: only `{}` will do.
  static let empty = MessageShape([:])

  /// One WebSocket message from a client.
  static let clientMessage = MessageShape(
    [
      "setup": .of(.setup),
      "clientContent": .of(.clientContent),
      "realtimeInput": .of(.realtimeInput),
      "toolResponse": .of(.toolResponse),
      "contextUpdate": .of(.contextUpdate),
    ], .exactlyOne)
}
