/// One table of the protocol map.
package struct MapTable: Equatable, Sendable {
  /// `<!-- table: name -->` in the page's template.
  package var name: String
  /// What the first column holds: "event", "field".
  package var subject: String
  /// With a column for the spelling of the 2024 preview.
  package var hasBeta: Bool
  /// The last column's head.
  package var explanation: String
  package var rows: [MapRow]
}
