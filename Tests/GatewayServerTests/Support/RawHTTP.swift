import NIOCore
import NIOPosix
import NIOSSL

/// One connection on which bytes are written and read as they are, so that a test sees exactly what a client sees.
struct RawHTTP {
  struct Answer: Equatable, Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String
  }

  let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

  static func connect(_ gateway: TestGateway, host: String? = nil, tls: NIOSSLContext? = nil) async throws -> RawHTTP {
    let host = host ?? gateway.host
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: host, port: gateway.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
          }
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return RawHTTP(channel: channel)
  }

  /// Sends one request and reads the answer: to its end by `Content-Length`, or its head alone if it has none.
  static func ask(
    _ gateway: TestGateway, _ line: String, _ headers: [String] = [], body: String = "", host: String? = nil,
    tls: NIOSSLContext? = nil
  ) async throws -> Answer {
    let connection = try await connect(gateway, host: host, tls: tls)
    return try await connection.channel.executeThenClose { inbound, outbound in
      let head =
        ["\(line) HTTP/1.1", "Host: localhost:\(gateway.port)"] + headers
        + (body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"])
      try await outbound.write(ByteBuffer(string: head.joined(separator: "\r\n") + "\r\n\r\n" + body))
      var text = ""
      for try await bytes in inbound {
        text += String(buffer: bytes)
        if let answer = Answer(text), answer.isWhole(hasBody: !line.hasPrefix("HEAD")) { return answer }
      }
      guard let answer = Answer(text) else { throw ChannelError.eof }
      return answer
    }
  }

  /// Asks for a WebSocket.
  static func upgrade(
    _ gateway: TestGateway, _ target: String, _ headers: [String] = ["api-key: \(TestGateway.key)"],
    host: String? = nil, tls: NIOSSLContext? = nil
  ) async throws -> Answer {
    try await ask(
      gateway, "GET \(target)",
      [
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ] + headers, host: host, tls: tls)
  }
}

extension RawHTTP.Answer {
  init?(_ text: String) {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
    let pairs = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (parts[0].lowercased(), parts.count > 1 ? parts[1].drop { $0 == " " } : "")
    }
    self.init(
      status: status, headers: Dictionary(pairs.map { ($0, String($1)) }) { $1 }, body: String(text[end.upperBound...]))
  }

  func isWhole(hasBody: Bool) -> Bool {
    guard hasBody, let length = headers["content-length"].flatMap({ Int($0) }) else { return true }
    return body.utf8.count >= length
  }
}
