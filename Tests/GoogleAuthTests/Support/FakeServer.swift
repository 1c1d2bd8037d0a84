import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on 127.0.0.1 that plays Google's, Amazon's or Azure's: it answers each path from a script and
/// keeps what it was asked.
final class FakeServer: Sendable {
  struct Request: Sendable {
    var method: String
    /// Path and query, as sent.
    var target: String
    var headers: HTTPHeaders
    var body: String

    var path: String { String(target.prefix { $0 != "?" }) }
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// The form's fields, decoded. A field that is there twice is a mistake of ours and spoils the value.
    var form: [String: String] {
      var fields: [String: String] = [:]
      for pair in body.split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
          $0.replacing("+", with: " ").removingPercentEncoding ?? "(bad encoding)"
        }
        fields[parts[0]] = (fields[parts[0]].map { $0 + " AND " } ?? "") + (parts.count > 1 ? parts[1] : "(no =)")
      }
      return fields
    }
  }

  struct Reply: Sendable {
    var status = 200
    var body = ""
    var headers: [(String, String)] = []
    /// Held back until `release()`.
    var isHeld = false
    /// Never answered.
    var isSilent = false
    /// Bytes of the body that are promised and never come.
    var missing = 0

    static func json(_ body: String) -> Reply { Reply(body: body) }
    static func status(_ status: Int, _ body: String = "") -> Reply { Reply(status: status, body: body) }
    static func token(_ value: String, seconds: Int = 3599) -> Reply {
      json(#"{"access_token":"\#(value)","expires_in":\#(seconds),"token_type":"Bearer"}"#)
    }
    var held: Reply {
      var reply = self
      reply.isHeld = true
      return reply
    }
    static let silence = Reply(isSilent: true)
  }

  private let script: Script
  private let channel: any Channel
  let port: Int
  var url: String { "http://127.0.0.1:\(port)" }
  var host: String { "127.0.0.1:\(port)" }

  private init(channel: any Channel, script: Script) {
    self.channel = channel
    self.script = script
    port = channel.localAddress?.port ?? 0
  }

  static func start() async throws -> FakeServer {
    let script = Script()
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return FakeServer(channel: channel, script: script)
  }

  func stop() async throws { try await channel.close() }

  /// What to answer at `path`, in this order; the last answer repeats.
  func script(_ path: String, _ replies: Reply...) { script.set(replies, at: path) }

  var requests: [Request] { script.requests }
  func requests(_ path: String) -> [Request] { requests.filter { $0.path == path } }

  /// Sends the answers that were held back.
  func release() { script.release() }

  private final class Script: Sendable {
    private struct State {
      var replies: [String: [Reply]] = [:]
      var requests: [Request] = []
      var held: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    var requests: [Request] { state.withLock { $0.requests } }

    func set(_ replies: [Reply], at path: String) { state.withLock { $0.replies[path] = replies } }

    func release() {
      let held = state.withLock { state in
        defer { state.held = [] }
        return state.held
      }
      for send in held { send() }
    }

    func received(_ request: Request, answer: @escaping @Sendable (Reply) -> Void) {
      let now: Reply? = state.withLock { state in
        state.requests.append(request)
        guard var replies = state.replies[request.path], let reply = replies.first else {
          return .status(418, "nothing is scripted for \(request.path)")
        }
        if replies.count > 1 { replies.removeFirst() }
        state.replies[request.path] = replies
        if reply.isSilent { return nil }
        if reply.isHeld { state.held.append { answer(reply) } }
        return reply.isHeld ? nil : reply
      }
      if let now { answer(now) }
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private var head: HTTPRequestHead?
    private var body = ""
    private let script: Script

    init(_ script: Script) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = ""
      case .body(let buffer): body += String(buffer: buffer)
      case .end:
        guard let head else { return }
        let request = Request(method: head.method.rawValue, target: head.uri, headers: head.headers, body: body)
        let channel = context.channel
        script.received(request) { reply in
          var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status))
          for (name, value) in reply.headers { head.headers.add(name: name, value: value) }
          head.headers.add(name: "Content-Length", value: "\(reply.body.utf8.count + reply.missing)")
          channel.write(HTTPServerResponsePart.head(head), promise: nil)
          channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: reply.body))), promise: nil)
          if reply.missing > 0 {
            channel.flush()
          } else {
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
          }
        }
      }
    }
  }
}
