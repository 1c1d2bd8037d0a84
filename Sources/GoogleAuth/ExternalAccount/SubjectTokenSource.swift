/// Where an external account gets the token that it exchanges.
protocol SubjectTokenSource: Sendable {
  /// Read anew for every exchange: the file, the URL's answer, the role's keys change while we run.
  func subjectToken() async throws(GoogleAuthError) -> Secret
}
