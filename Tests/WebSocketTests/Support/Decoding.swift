import NIOCore

@testable import WebSocket

/// Feeds `bytes` to a new decoder, `chunk` at a time, and collects what comes out.
func decode(
  _ bytes: [UInt8], role: WebSocketRole = .server, limit: Int = 1 << 20, chunk: Int = .max
) -> [FrameDecoder.Event] {
  var decoder = FrameDecoder(role: role, limits: MessageLimits(messageBytes: limit))
  var events: [FrameDecoder.Event] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.receive(ByteBuffer(bytes: rest.prefix(chunk)))
    rest = rest.dropFirst(chunk)
    while let event = decoder.next() { events.append(event) }
  }
  return events
}

func text(_ string: String) -> FrameDecoder.Event { .message(.text, ByteBuffer(string: string)) }

/// The close code of the failure that `bytes` end in; nil if they do not.
func failure(_ bytes: [UInt8], role: WebSocketRole = .server, limit: Int = 1 << 20) -> CloseCode? {
  guard case .failure(let code, let reason) = decode(bytes, role: role, limit: limit).last, !reason.isEmpty else {
    return nil
  }
  return code
}
