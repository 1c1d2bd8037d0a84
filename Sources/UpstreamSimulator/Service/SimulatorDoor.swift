import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import WebSocket

/// Everything that the connections of one simulator share, and how each of them is let in.
struct SimulatorDoor: Sendable {
  let configuration: SimulatorConfiguration
  let script: Script
  let tls: NIOSSLContext?
  let recorder: SimulatorRecorder?
  let logger: Logger
  let registry: ConnectionRegistry
  let shelf = SessionShelf()
  /// Some connection of the script has a bad network.
  private let hasBadNetwork: Bool

  init(
    configuration: SimulatorConfiguration, script: Script, tls: NIOSSLContext?, recorder: SimulatorRecorder?,
    logger: Logger, registry: ConnectionRegistry
  ) {
    self.configuration = configuration
    self.script = script
    self.tls = tls
    self.recorder = recorder
    self.logger = logger
    self.registry = registry
    hasBadNetwork = script.connections.contains { $0.network != nil }
  }

  /// Sets up a new connection; on its event loop.
  func configure(_ channel: any Channel) throws {
    registry.opened(channel)
    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
    if hasBadNetwork { try channel.pipeline.syncOperations.addHandler(BadNetworkHandler()) }
    var upgrade = WebSocketServerUpgrade<Void>(
      decide: { head, channel in decide(head, channel) },
      http: { try $0.pipeline.syncOperations.addHandler(NotFoundHandler()) })
    // A script may leave a handshake unanswered for as long as clients wait.
    upgrade.timeout = .seconds(120)
    _ = try upgrade.configure(channel)
  }

  private func decide(_ head: HTTPRequestHead, _ channel: any Channel) -> EventLoopFuture<UpgradeDecision> {
    func answer(_ decision: UpgradeDecision) -> EventLoopFuture<UpgradeDecision> {
      channel.eventLoop.makeSucceededFuture(decision)
    }
    do {
      let judge = HandshakeJudge(acceptedTokens: configuration.acceptedTokens)
      let (surface, version) = try judge.judge(target: head.uri, head.headers)
      let connection = script.connection(registry.nextNumber())
      if let faults = connection.network {
        try channel.pipeline.syncOperations.handler(type: BadNetworkHandler.self).begin(faults)
      }
      switch connection.handshake {
      case .accept:
        guard registry.takePlace(channel) else { throw GoogleHTTPError.full }
        return answer(.accept(accept(connection, surface, version, channel)))
      case .refuse(let error): throw error
      case .hang:
        // The decision falls when the client has gone.
        return channel.closeFuture.map { .refuse(GoogleHTTPError.full.answer) }
      }
    } catch let error as GoogleHTTPError {
      logger.info("handshake refused", metadata: ["status": "\(error.status)"])
      return answer(.refuse(error.answer))
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
  }

  private func accept(
    _ connection: Script.Connection, _ surface: Surface, _ version: String, _ channel: any Channel
  ) -> UpgradeAcceptance {
    var socket = WebSocketConfiguration.server
    socket.limits = MessageLimits(messageBytes: configuration.messageLimit)
    return UpgradeAcceptance(configuration: socket) { handler in
      let player = ScriptPlayer(
        connection, fileName: script.fileName, configuration, surface: surface, apiVersion: version,
        sessionID: Self.newSessionID(), openedAtMs: SimulatorSession.now())
      return SimulatorSession(
        handler, channel: channel, player: player, shelf: shelf, recorder: recorder, logger: logger)
    }
  }

  /// 64 random bits in hex.
  private static func newSessionID() -> String {
    let id = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - id.count) + id
  }
}
