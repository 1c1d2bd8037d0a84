internal import Conversation
internal import Dialects
internal import NIOCore
internal import WebSocket

/// A call that cannot begin for a reason of the gateway's own: the client is told in its own protocol, and the socket
/// closes.
final class RefusedCall: WebSocketDelegate {
  private let log: CallLog

  init(_ fault: Fault, claim: ContractClaim, client: WebSocketHandler, log: CallLog) {
    self.log = log
    var dialect = OpenAIRealtime(claim: claim, eventPrefix: "", numberWidth: 1)
    var number = 0
    for text in dialect.encode(.failed(fault), numbers: &number) { client.send(text: text) }
    client.close(.internalError, reason: "\(fault.kind.rawValue).\(fault.code)")
    log.ending(fault.code, outcome: .internalError)
  }

  func webSocketReceived(text: ByteBuffer) {}
  func webSocketReceived(binary: ByteBuffer) {}
  func webSocketWritabilityChanged(_ isWritable: Bool) {}
  func webSocketShouldQuiesce() {}

  func webSocketClosed(_ report: CloseReport) {
    log.clientClosed(report)
    log.sessionEnded(tally: Tally(), ms: 0)
  }
}
