/// What leaves a `Session`, in order. The `Bridge` turns it into bytes and effects.
package enum Output: Equatable, Sendable {
  case notice(ClientNotice)
  /// For an upstream that is open, and the setup itself.
  case command(UpstreamCommand)
  /// For an upstream that is not open yet: behind what is already held.
  case hold(UpstreamCommand)
  case keptAudio(KeptAudio.Change)
  case releaseHeld
  /// The audio that went up last goes up again.
  case repeatAudio
  /// On the connection of an aside.
  case aside(AsideID, AsideStep)
  case dropHeldAudio(count: Int)
  /// The model's content that waited for a create is the client's now.
  case releaseHeldContent
  case discardHeldContent
  /// From now on the client is spoken to under this claim.
  case adopt(ContractClaim)
  /// The effective configuration changed: formats may differ.
  case configured
  case dial(Destination)
  case closeUpstream
  /// A client that came back is sent what it has missed: behind the event of that number, if it named one.
  case tellMissed(after: Int?)
  case closeClient(code: UInt16, reason: String)
  case resetClient
  case pauseReading(Side)
  case resumeReading(Side)
  case log(LogLine)
}
