import ByteJSON
package import Conversation

/// The body of a call that makes a client secret, read and found well formed. Fields of the session are checked by the
/// reader of `session.update`, so that what is taken here is taken there.
package struct ClientSecretRequest: Equatable, Sendable {
  package var session: SessionUpdate
  /// The session object as it was written, for the secret to carry: `storedSession` reads it again.
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
    case .transcriptionSessions:
      throw .unsupported("Transcription sessions are not available. Make a session with POST /v1/realtime/sessions.")
    }
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
      origin: try root.origin(), lifetime: try root.present("client_secret")?.object().lifetime() ?? defaultLifetime)
  }
}

extension ClientField {
  fileprivate func origin() throws(Fault) -> String? { try present(ClientSecretRequest.originField)?.identifier() }

  /// `expires_after`: `{"anchor":"created_at","seconds":600}`, both optional.
  fileprivate func lifetime() throws(Fault) -> Int {
    guard let wish = try present("expires_after")?.object() else { return ClientSecretRequest.defaultLifetime }
    try wish.present("anchor")?.choice(["created_at"])
    return try wish.present("seconds")?.integer(in: ClientSecretRequest.lifetimes)
      ?? ClientSecretRequest.defaultLifetime
  }
}
