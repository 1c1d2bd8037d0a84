/// What became of a reload.
enum ReloadOutcome: Equatable, Sendable {
  /// New sessions have it. The texts say what is odd about the file, as at the start.
  case taken(warnings: String)
  /// Nothing has changed; the text says why.
  case refused(String)
}
