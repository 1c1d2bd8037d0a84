/// Which end of the connection we are. A client masks what it sends, a server must not (RFC 6455, 5.1).
package enum WebSocketRole: Equatable, Sendable {
  case server
  case client
}
