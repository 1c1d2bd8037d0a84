/// The opcodes of RFC 6455, 5.2. The other ten values are reserved: receiving one fails the connection.
enum Opcode: UInt8 {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  init(_ kind: MessageKind) {
    switch kind {
    case .text: self = .text
    case .binary: self = .binary
    }
  }

  var isControl: Bool { rawValue & 0x8 != 0 }
}
