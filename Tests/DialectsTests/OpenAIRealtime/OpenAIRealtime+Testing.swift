import ByteJSON
import Conversation

@testable import Dialects

extension OpenAIRealtime {
  static func speaking(_ contract: ClientContract, _ certainty: ContractClaim.Certainty = .settled) -> OpenAIRealtime {
    OpenAIRealtime(claim: ContractClaim(contract, certainty), eventPrefix: "t", numberWidth: 6)
  }

  func reading(_ text: String) -> ClientEvent { reading(Array(text.utf8)) }

  func reading(_ bytes: [UInt8]) -> ClientEvent {
    var dialect = self
    return dialect.decode(bytes.span.bytes)
  }

  /// The messages of one notice, numbered from 1.
  func writing(_ notice: ClientNotice) -> [String] {
    var dialect = self
    var numbers = 0
    return dialect.encode(notice, numbers: &numbers).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension ClientEvent {
  /// The fault of a refused event.
  var fault: Fault? {
    if case .refused(let fault) = self { fault } else { nil }
  }

  /// The update of a `session.update` that was accepted.
  var update: SessionUpdate? {
    if case .sessionUpdated(let update) = self { update } else { nil }
  }
}
