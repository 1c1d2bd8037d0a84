/// A configuration that the client wanted, and what the upstream makes of it.
struct Agreement: Equatable, Sendable {
  var wanted: SessionConfiguration
  var negotiation: Negotiation
}
