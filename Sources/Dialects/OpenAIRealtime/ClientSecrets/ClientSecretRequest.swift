import ByteJSON
package import Conversation

/// The body of a call that makes a client secret, read and found well formed. Fields of the session are checked by the
/// reader of `session.update`, so that what is taken here is taken there.
package struct ClientSecretRequest: Equatable, Sendable {
  package var session: SessionUpdate
  /// The session object as it was written, for the secret to carry: `storedSession` reads it again. A flat transcription
  /// session gets the `type` that its call stood for.
  package var sessionText: [UInt8]
  /// `x_origin`, a field of our own: the only web origin whose pages may use the secret.
  package var origin: String?
  /// Seconds that the secret is good for.
  package var lifetime: Int

  /// What OpenAI allows, in seconds.
  package static let lifetimes = 10...7_200
  package static let defaultLifetime = 600

  fileprivate static let originField = "x_origin"

  /// - Parameter body: JSON, or nothing at all. Throws the fault that the 400's body carries.
  package static func read(_ body: [UInt8], by call: ClientSecretCall) throws(Fault) -> ClientSecretRequest {
    let root = try ClientField(path: "", node: parse(body)).object()
    switch call {
    case .clientSecrets: return try read(root)
    case .sessions: return try readBeta(root)
    case .transcriptionSessions: return try readTranscription(root)
    }
  }

  /// What the sessions of the secret are for.
  package var purpose: SessionConfiguration.Purpose {
    for case .purpose(let purpose) in session.changes.reversed() { return purpose }
    return .conversation
  }

  /// What a secret carries; throws only if another version of the program wrote it.
  package static func storedSession(_ text: [UInt8]) throws(Fault) -> SessionUpdate {
    try SessionUpdateReader.read(ClientField(path: "session", node: parse(text)).object(), besides: [originField])
  }

  private static func parse(_ body: [UInt8]) throws(Fault) -> JSONNode {
    do throws(JSONError) {
      return try JSONNode.parse(body.isEmpty ? RawJSON.emptyObject.bytes : body)
    } catch {
      throw Fault(
        .invalidRequest, code: "invalid_json",
        "The body of the request is not JSON: \(error.description). Send one JSON object, or nothing.")
    }
  }

  private static func read(_ root: ClientField) throws(Fault) -> ClientSecretRequest {
    for (name, field) in try root.members() where !["expires_after", "session", originField].contains(name) {
      throw .unknownParameter(field.path)
    }
    let session = try root.present("session")?.object()
    return ClientSecretRequest(
      session: try session.map { (field) throws(Fault) in try SessionUpdateReader.read(field) }
        ?? SessionUpdate(changes: [], shape: .neutral),
      sessionText: (session?.node.raw ?? .emptyObject).bytes, origin: try root.origin(), lifetime: try root.lifetime())
  }

  /// The flat session is the whole body; the lifetime hides in `client_secret`.
  private static func readBeta(_ root: ClientField) throws(Fault) -> ClientSecretRequest {
    ClientSecretRequest(
      session: try SessionUpdateReader.read(root, besides: [originField]), sessionText: root.node.raw.bytes,
      origin: try root.origin(), lifetime: try root.betaLifetime())
  }

  /// The same for listening only, which the path says and the body does not.
  private static func readTranscription(_ root: ClientField) throws(Fault) -> ClientSecretRequest {
    let typed = RawJSON {
      $0.object {
        $0.member("type", "transcription")
        for (name, value) in root.node.members ?? [] { $0.member(named: name, value.raw) }
      }
    }
    return ClientSecretRequest(
      session: try SessionUpdateReader.readTranscription(root, besides: [originField]), sessionText: typed.bytes,
      origin: try root.origin(), lifetime: try root.betaLifetime())
  }
}

extension ClientField {
  fileprivate func origin() throws(Fault) -> String? { try present(ClientSecretRequest.originField)?.identifier() }

  /// The beta's stands in `client_secret`. OpenAI's SDK calls it `expires_at` where a transcription session is made.
  fileprivate func betaLifetime() throws(Fault) -> Int {
    guard let secret = try present("client_secret")?.object() else { return ClientSecretRequest.defaultLifetime }
    return try secret.lifetime(secret.present("expires_after") == nil ? "expires_at" : "expires_after")
  }

  /// `{"anchor":"created_at","seconds":600}`, both optional.
  fileprivate func lifetime(_ name: String = "expires_after") throws(Fault) -> Int {
    guard let wish = try present(name)?.object() else { return ClientSecretRequest.defaultLifetime }
    try wish.present("anchor")?.choice(["created_at"])
    return try wish.present("seconds")?.integer(in: ClientSecretRequest.lifetimes)
      ?? ClientSecretRequest.defaultLifetime
  }
}
