package import Conversation

/// The client's side of the OpenAI Realtime protocol, in both of its generations: what it reads it takes in either
/// spelling from every client, what it writes it spells as the client's contract has it.
///
/// Quirks that shape it (2026-08, section 14 of the OpenAI reference):
/// - Strict clients drop what their types do not allow, so an optional string that is not known is left out, never null.
/// - `response.content_part.*` says `text` and `audio` in both generations, while items say `output_text` under GA.
/// - Beta says the start of a session in two messages, and has none for the end of an item.
/// - pipecat ends its call on most `error` events, so nothing that can be approximated is refused.
package struct OpenAIRealtime: ClientDialect {
  private(set) var claim: ContractClaim
  let eventIDs: EventIDs
  var deltaHead: AudioDeltaHead?

  /// What the session object shows where the model speaks with its own voice. Clients want a string there
  /// (openai-agents and agents-js reject null), and a name of OpenAI's would be untrue. In an update it means
  /// "no voice chosen", so that a client can send the object back.
  static let unchosenVoice = "default"

  /// `event_id`s are `event_` + `eventPrefix` + a number of at least `numberWidth` digits.
  package init(claim: ContractClaim, eventPrefix: String, numberWidth: Int) {
    self.claim = claim
    eventIDs = EventIDs(prefix: "event_" + eventPrefix, width: numberWidth)
  }

  var wire: ClientContract.Wire { claim.contract.wire }

  package func eventNumber(of id: String) -> Int? { eventIDs.number(of: id) }

  package mutating func adopt(_ claim: ContractClaim) {
    self.claim = claim
    deltaHead = nil
  }
}
