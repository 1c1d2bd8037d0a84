/// What the session's shell has to do for the scenario.
package enum ScenarioAction: Equatable, Sendable {
  case send(ServerMessage)
  /// To be kept for whoever resumes with this handle.
  case keep(SessionMemory, handle: String)
  case close(Refusal)
}
