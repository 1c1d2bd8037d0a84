import Testing

@testable import Dialects

@Suite("The protocol map is total")
struct ProtocolMapTotalityTests {
  let schema: RealtimeSchema

  init() throws { schema = try RealtimeSchema() }

  @Test("Each event of a client has a row", arguments: RealtimeSchema.Generation.allCases)
  func clientEvents(generation: RealtimeSchema.Generation) {
    let events = schema.events(generation, .client)
    #expect(events.count >= 11)
    #expect(events.subtracting(Self.names(ProtocolMap.clientEvents)).sorted() == [])
  }

  /// The GA schema still lists two events of the preview, which a GA client never gets; their row is the preview's.
  @Test("Each event of the server has a row", arguments: RealtimeSchema.Generation.allCases)
  func serverEvents(generation: RealtimeSchema.Generation) {
    let events = schema.events(generation, .server)
    #expect(events.count >= 44)
    #expect(events.subtracting(Self.names(ProtocolMap.serverEvents)).sorted() == [])
  }

  @Test("Each field of a session has a row, whether a client sends it or is shown it")
  func sessionFields() {
    let ga =
      ["session.update"].flatMap { schema.fields(of: $0, .ga, .client, below: "session") }
      + ["session.created", "session.updated"].flatMap { schema.fields(of: $0, .ga, .server, below: "session") }
    let beta =
      ["session.update", "transcription_session.update"].flatMap {
        schema.fields(of: $0, .beta, .client, below: "session")
      } + ["session.created", "session.updated"].flatMap { schema.fields(of: $0, .beta, .server, below: "session") }
    #expect(Set(ga).count >= 45 && Set(beta).count >= 35)
    #expect(Set(ga).subtracting(ProtocolMap.sessionFields.rows.flatMap(\.names)).sorted() == [])
    #expect(Set(beta).subtracting(ProtocolMap.sessionFields.rows.flatMap(\.betaNames)).sorted() == [])
  }

  @Test("Each field of response.create has a row")
  func responseFields() {
    let ga = schema.fields(of: "response.create", .ga, .client, below: "response")
    let beta = schema.fields(of: "response.create", .beta, .client, below: "response")
    #expect(ga.count >= 16 && beta.count >= 13)
    #expect(ga.subtracting(ProtocolMap.responseFields.rows.flatMap(\.names)).sorted() == [])
    #expect(beta.subtracting(ProtocolMap.responseFields.rows.flatMap(\.betaNames)).sorted() == [])
  }

  @Test("A row names nothing that OpenAI has not, but for three fields of our own")
  func noRowIsMisspelt() {
    let events = Set(
      RealtimeSchema.Generation.allCases.flatMap { schema.events($0, .client).union(schema.events($0, .server)) })
    #expect(Self.names(ProtocolMap.clientEvents).union(Self.names(ProtocolMap.serverEvents)).subtracting(events) == [])
    var fields: Set<String> = ["x_input_rate", "x_output_rate", "reattach_token"]
    for generation in RealtimeSchema.Generation.allCases {
      for event in ["session.update", "transcription_session.update"] {
        fields.formUnion(schema.fields(of: event, generation, .client, below: "session"))
      }
      fields.formUnion(schema.fields(of: "session.created", generation, .server, below: "session"))
      fields.formUnion(schema.fields(of: "response.create", generation, .client, below: "response"))
    }
    #expect(
      Self.names(ProtocolMap.sessionFields).union(Self.names(ProtocolMap.responseFields)).subtracting(fields) == [])
  }

  private static func names(_ table: MapTable) -> Set<String> {
    Set(table.rows.flatMap { $0.names + $0.betaNames })
  }
}
