import Conversation
import Dialects
import NIOCore
import NIOHTTP1
import WebSocket

/// Opens one upstream connection, sends the setup, waits until the model is ready, and hangs up. Lives on its event
/// loop and ends within the handshake timeout for each of its two halves.
final class HandshakeTrial: WebSocketDelegate {
  private let eventLoop: any EventLoop
  private let result: EventLoopPromise<DeploymentReport.Step>
  private var dialect: any UpstreamDialect
  private let setup: [[UInt8]]
  private let started: NIODeadline
  private var socket: WebSocketHandler?
  private var isOver = false

  /// Runs a trial.
  /// - Parameter secret: the access token or API key, if the route wants one.
  static func run(
    _ route: UpstreamRoute, secret: String?, contract: ClientContract, connector: WebSocketConnector,
    on eventLoop: any EventLoop
  ) async -> DeploymentReport.Step {
    var dialect = route.dialect
    let setup: [[UInt8]]
    do throws(Fault) {
      let wish = SessionConfiguration(defaultsOf: contract)
      setup = dialect.encode(.setup(try dialect.negotiate(wish).setup))
    } catch {
      return .failed(error.message)
    }
    let ready = dialect
    let step = try? await eventLoop.flatSubmit {
      let trial = HandshakeTrial(ready, setup, on: eventLoop)
      trial.dial(route, secret: secret, connector: connector)
      return trial.result.futureResult
    }.get()
    return step ?? .failed("the program is shutting down")
  }

  private init(_ dialect: any UpstreamDialect, _ setup: [[UInt8]], on eventLoop: any EventLoop) {
    self.dialect = dialect
    self.setup = setup
    self.eventLoop = eventLoop
    result = eventLoop.makePromise()
    started = .now()
  }

  private func dial(_ route: UpstreamRoute, secret: String?, connector: WebSocketConnector) {
    var headers = HTTPHeaders()
    for (name, value) in route.credential.headers(secret: secret) { headers.add(name: name, value: value) }
    let address = WebSocketAddress(
      isSecure: route.address.usesTLS, host: route.address.host, port: route.address.port, target: route.address.path)
    // The attempt has a deadline of its own and calls back exactly once; nobody cancels it.
    _ = connector.connect(WebSocketConnector.Request(address, headers: headers), on: eventLoop, delegate: self) {
      [self] opened in
      switch opened {
      case .success(let socket): begin(socket, within: connector.timeout)
      case .failure(.answered(let answer)):
        let status = Int(answer.status.code)
        finish(.failed("HTTP \(status): \(dialect.explain(handshake: status, body: answer.body).fault.message)"))
      case .failure(let error): finish(.failed("\(route.address.host): \(error)"))
      }
    }
  }

  private func begin(_ socket: WebSocketHandler, within timeout: TimeAmount) {
    self.socket = socket
    for message in setup { socket.send(text: message) }
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.scheduleTask(in: timeout) {
      bound.value.finish(.failed("connected, but the model did not say that it is ready"))
    }
  }

  private func finish(_ step: DeploymentReport.Step) {
    guard !isOver else { return }
    isOver = true
    result.succeed(step)
    socket?.close(.normal)
  }

  // MARK: WebSocketDelegate

  func webSocketReceived(text: ByteBuffer) { received(text) }
  func webSocketReceived(binary: ByteBuffer) { received(binary) }

  private func received(_ message: ByteBuffer) {
    guard case .events(let events) = dialect.decode(message.readableBytesSpan) else { return }
    for event in events {
      if event == .ready {
        finish(.fine("the model is ready after \((NIODeadline.now() - started).nanoseconds / 1_000_000) ms"))
      } else if case .failed(let message) = event {
        finish(.failed(message))
      }
    }
  }

  func webSocketWritabilityChanged(_ isWritable: Bool) {}
  func webSocketShouldQuiesce() {}

  func webSocketClosed(_ report: CloseReport) {
    socket = nil
    let closure =
      if case .closedByPeer(let code, let reason) = report {
        dialect.explain(close: code.map { Int($0.rawValue) }, reason: reason)
      } else {
        dialect.explain(close: nil, reason: "")
      }
    finish(.failed("\(report): \(closure.fault.message)"))
  }
}
