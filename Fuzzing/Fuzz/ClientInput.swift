import Conversation
import Dialects

/// Reads a message as every kind of client's. Whatever it is, the answer is an event, mostly a refusal; and a refusal
/// can be written.
enum ClientInput {
  static func read(_ bytes: [UInt8]) {
    for contract in ClientContract.allCases {
      for certainty in [ContractClaim.Certainty.settled, .movable] {
        var dialect = OpenAIRealtime(claim: ContractClaim(contract, certainty), eventPrefix: "", numberWidth: 4)
        guard case .refused(let fault) = dialect.decode(bytes.span.bytes) else { continue }
        var numbers = 0
        claim(!dialect.encode(.failed(fault), numbers: &numbers).isEmpty, "a refusal that nobody hears")
      }
    }
  }
}
