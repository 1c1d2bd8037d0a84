package import Conversation

/// A client's wish to open a realtime session, read and found well formed. Who the client is, `Admission` says.
package struct HandshakeRequest: Equatable, Sendable {
  package var path: RealtimePath
  /// The name the client asked for; whether it is served, the catalog says. Nil: one that transcribes, whichever it is.
  package var model: String?
  /// `intent=transcription`, or nothing said.
  package var purpose: SessionConfiguration.Purpose
  /// The contract that the query names, which wins over the model's own.
  package var namedContract: ClientContract?
  /// Hz of the client's PCM as the query states it.
  package var inputRate: Int?
  /// The subprotocol to select; nil: none was offered that we speak.
  package var subprotocol: String?
  package var facts: HandshakeFacts

  /// Rates at which PCM may come in, in Hz.
  package static let inputRates = [8_000, 16_000, 24_000, 48_000]

  /// Throws the fault that the refusal's body carries; HTTP 400 fits them all.
  ///
  /// - Parameter boundModel: the model of the client secret that the client shows; then the query need not name one.
  package init(_ facts: HandshakeFacts, at path: RealtimePath, boundModel: String? = nil) throws(Fault) {
    self.path = path
    self.facts = facts
    purpose = facts.queryValue("intent") == "transcription" ? .transcription : .conversation
    if facts.queryValue("call_id") != nil {
      throw .unsupported("Parley has no WebRTC or SIP calls to attach to. Connect with ?model=.", param: "call_id")
    }
    model = facts.queryValue("model") ?? facts.queryValue("deployment") ?? boundModel
    guard model != nil || purpose == .transcription else {
      throw Fault(
        .invalidRequest, code: "missing_required_parameter",
        "Missing required parameter: 'model'. Connect to \(path.rawValue)?model=NAME.", param: "model")
    }
    namedContract = try HandshakeRequest.contract(facts)
    inputRate = try HandshakeRequest.inputRate(facts)
    subprotocol = facts.subprotocols.contains("realtime") ? "realtime" : nil
  }

  /// The contract to start under; `configured` is the model's own.
  package func claim(configured: ClientContract?) -> ContractClaim {
    ContractRecognition.claim(facts, at: path, forced: namedContract ?? configured)
  }

  /// `?contract=plain|beta|ga`, or its older spelling `?dialect=`.
  private static func contract(_ facts: HandshakeFacts) throws(Fault) -> ClientContract? {
    for name in ["contract", "dialect"] {
      guard let value = facts.queryValue(name) else { continue }
      guard let contract = ClientContract(rawValue: value) else {
        throw .invalidValue(value, at: name, supported: ClientContract.allCases.map(\.rawValue))
      }
      return contract
    }
    return nil
  }

  private static func inputRate(_ facts: HandshakeFacts) throws(Fault) -> Int? {
    guard let value = facts.queryValue("input_rate") else { return nil }
    guard let rate = Int(value), inputRates.contains(rate) else {
      throw .invalidValue(value, at: "input_rate", supported: inputRates.map(String.init))
    }
    return rate
  }
}
