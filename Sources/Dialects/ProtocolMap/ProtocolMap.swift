/// What becomes of each event and field between an OpenAI Realtime client and Gemini Live. One source for three readers:
/// the page `docs/protocol-map.md`, `GET /v1/capabilities`, and the tests that hold it to OpenAI's schema.
///
/// Each table is a file beside this one. After a change: `PARLEY_RECORD=1 swift test --filter ProtocolMapPageTests`.
package enum ProtocolMap {
  package static let tables = [
    sessionFields, clientEvents, responseFields, serverEvents, setupFields, messagesToGemini, messagesFromGemini,
  ]

  /// The tables whose rows tell what a client may ask for.
  package static let clientTables = [sessionFields, clientEvents, responseFields]
}
