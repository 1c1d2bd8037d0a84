package import NIOCore

/// Turns received bytes into messages; a value without a channel.
///
/// ```
///            header complete                payload complete
///  awaitingHeader ────────► readingPayload ────────► awaitingHeader
///        │  anything wrong        │  a close frame
///        └──────────► ended ◄─────┘            (nothing more is read)
/// ```
///
/// It is strict: whatever RFC 6455 says must fail the connection comes out as `.failure` with the close code to send,
/// as early as the bytes show it: text is validated as it arrives, not when it is complete.
///
/// Copies: a whole frame from a server is handed on as a slice of the read buffer. A frame from a client has to be
/// rewritten anyway, to unmask it; that pass writes into `message`, a buffer of our own that is used again, also by other
/// connections (`exchangeMessageBuffer`), as soon as nobody holds the last message (the read buffer cannot be written in
/// place: NIO holds it too, and would copy it).
package struct FrameDecoder: Sendable {
  package enum Event: Equatable, Sendable {
    /// A whole message, unmasked, its text validated.
    case message(MessageKind, ByteBuffer)
    case ping(ByteBuffer)
    case pong(ByteBuffer)
    /// The peer's close frame. `nil`: it carried no code.
    case close(CloseCode?, reason: String)
    /// The peer broke a rule: send this code, then end the connection.
    case failure(CloseCode, reason: String)
  }

  private enum Phase {
    case awaitingHeader
    case readingPayload
    case ended
  }

  /// A message buffer larger than this is not kept for the next message.
  private static let keptCapacity = 64 << 10

  private let role: WebSocketRole
  private let limits: MessageLimits
  private var phase = Phase.awaitingHeader
  /// Received and not yet looked at.
  private var input = ByteBuffer()
  /// The frame whose payload is being read, and the bytes of it that are still to come.
  private var header = FrameHeader(isFinal: true, opcode: .text, maskKey: nil, length: 0)
  private var remaining = 0
  /// The message being put together: its kind from the first fragment to the last, what is there, its text's state.
  private var kind: MessageKind?
  private var message = ByteBuffer()
  private var text = UTF8Validator()

  /// - Parameter role: Ours; the peer has the other one.
  package init(role: WebSocketRole, limits: MessageLimits) {
    self.role = role
    self.limits = limits
  }

  /// Adds received bytes. Call `next()` until it is nil afterwards, so that no more than one header or control frame
  /// is ever carried over to the next read.
  package mutating func receive(_ bytes: ByteBuffer) {
    if input.readableBytes == 0 {
      input = bytes
    } else {
      var joined = ByteBuffer()
      joined.reserveCapacity(input.readableBytes + bytes.readableBytes)
      joined.writeBuffer(&input)
      joined.writeImmutableBuffer(bytes)
      input = joined
    }
  }

  /// What the bytes received so far mean; nil if more are needed.
  package mutating func next() -> Event? {
    while true {
      switch phase {
      case .awaitingHeader:
        switch FrameHeader.read(from: &input, role: role) {
        case .incomplete: return pausedForBytes()
        case .invalid(let reason): return failed(.protocolError, reason)
        case .complete(let header): if let failure = headerArrived(header) { return failure }
        }
      case .readingPayload where header.opcode.isControl:
        guard input.readableBytes >= remaining else { return pausedForBytes() }
        return controlFrameArrived()
      case .readingPayload:
        guard remaining == 0 || input.readableBytes > 0 else { return pausedForBytes() }
        if let event = payloadArrived() { return event }
      case .ended:
        input = ByteBuffer()
        return nil
      }
    }
  }

  /// Before and after a read: borrows the memory that a client's messages are unmasked into, and gives it back, unless half
  /// a message is in it.
  package mutating func exchangeMessageBuffer(_ other: inout ByteBuffer) {
    if kind == nil { swap(&message, &other) }
  }

  /// Lets go of a read buffer, so that others can be read into it: what is left, less than a header or a control frame, is
  /// copied.
  private mutating func pausedForBytes() -> Event? {
    input = input.readableBytes == 0 ? ByteBuffer() : ByteBuffer(bytes: input.readableBytesView)
    return nil
  }

  private mutating func headerArrived(_ header: FrameHeader) -> Event? {
    switch header.opcode {
    case .text, .binary:
      guard kind == nil else { return failed(.protocolError, "new message inside a fragmented one") }
      guard header.length <= limits.frameBytes else { return tooBig() }
      kind = header.opcode == .text ? .text : .binary
      text = UTF8Validator()
      if message.capacity > 0 { message.clear() }
    case .continuation:
      guard kind != nil else { return failed(.protocolError, "continuation of no message") }
      guard header.length <= limits.frameBytes, header.length <= limits.messageBytes - message.readableBytes else {
        return tooBig()
      }
    case .close, .ping, .pong: break
    }
    self.header = header
    remaining = header.length
    phase = .readingPayload
    return nil
  }

  /// Takes what is there of a data frame; an event if that ends a message or shows that it is invalid.
  private mutating func payloadArrived() -> Event? {
    let count = min(remaining, input.readableBytes)
    guard var part = input.readSlice(length: count) else { return nil }
    let isWhole = count == header.length && header.isFinal && header.opcode != .continuation
    let isValid: Bool
    if isWhole && header.maskKey == nil {
      isValid = validate(part)
      message = part
    } else {
      isValid = append(&part)
    }
    remaining -= count
    guard isValid else { return failed(.invalidPayload, "text is not valid UTF-8") }
    guard remaining == 0 else { return nil }
    phase = .awaitingHeader
    return header.isFinal ? messageCompleted() : nil
  }

  private mutating func messageCompleted() -> Event? {
    guard let kind else { return nil }
    guard kind == .binary || text.isAtBoundary else {
      return failed(.invalidPayload, "text ends inside a UTF-8 character")
    }
    let whole = message
    self.kind = nil
    if header.maskKey == nil || message.capacity > Self.keptCapacity { message = ByteBuffer() }
    if input.readableBytes == 0 { input = ByteBuffer() }
    return .message(kind, whole)
  }

  private mutating func validate(_ part: ByteBuffer) -> Bool {
    guard kind == .text else { return true }
    return part.withUnsafeReadableBytes { text.consume($0) }
  }

  /// Copies `part` behind what is there of the message, and unmasks and validates it there.
  private mutating func append(_ part: inout ByteBuffer) -> Bool {
    let start = message.readableBytes
    let offset = header.length - remaining
    // A declared length is a promise, not a reason to allocate: beyond the first 64 KiB memory grows with what arrives.
    if start == 0 { message.reserveCapacity(minimumWritableBytes: min(header.length, Self.keptCapacity)) }
    message.writeBuffer(&part)
    guard kind == .text || header.maskKey != nil else { return true }
    let isText = kind == .text
    var text = self.text
    let key = header.maskKey
    let isValid = message.withUnsafeMutableReadableBytes { bytes in
      let added = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      if let key { Masking.apply(key, to: added, at: offset) }
      return !isText || text.consume(UnsafeRawBufferPointer(added))
    }
    self.text = text
    return isValid
  }

  private mutating func controlFrameArrived() -> Event? {
    guard var payload = input.readSlice(length: remaining) else { return nil }
    if let key = header.maskKey {
      payload.withUnsafeMutableReadableBytes { Masking.apply(key, to: $0) }
    }
    remaining = 0
    phase = .awaitingHeader
    switch header.opcode {
    case .ping: return .ping(payload)
    case .pong: return .pong(payload)
    case .close: return closeArrived(payload)
    case .text, .binary, .continuation: return failed(.internalError, "data frame taken for a control frame")
    }
  }

  private mutating func closeArrived(_ payload: ByteBuffer) -> Event {
    var payload = payload
    guard payload.readableBytes > 0 else {
      phase = .ended
      return .close(nil, reason: "")
    }
    guard let code = payload.readInteger(as: UInt16.self).map(CloseCode.init(rawValue:)) else {
      return failed(.protocolError, "close frame of one byte")
    }
    guard code.mayTravel else { return failed(.protocolError, "close code \(code) is not allowed in a frame") }
    var text = UTF8Validator()
    guard payload.withUnsafeReadableBytes({ text.consume($0) }), text.isAtBoundary else {
      return failed(.invalidPayload, "close reason is not valid UTF-8")
    }
    phase = .ended
    return .close(code, reason: String(buffer: payload))
  }

  private mutating func tooBig() -> Event {
    failed(.messageTooBig, "message is longer than \(limits.messageBytes) bytes")
  }

  private mutating func failed(_ code: CloseCode, _ reason: String) -> Event {
    phase = .ended
    input = ByteBuffer()
    message = ByteBuffer()
    return .failure(code, reason: reason)
  }
}
