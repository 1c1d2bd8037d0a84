import NIOCore

/// One direction of a bad network: pieces go in at one time and come out later, in the same order.
struct DelayLine {
  struct Piece {
    var buffer: ByteBuffer
    /// Milliseconds on the clock of all sessions.
    var dueMs: Int64
    var promise: EventLoopPromise<Void>?
  }

  /// Bytes under way; a line that holds more is broken.
  static let limit = 64 << 20

  let faults: NetworkFaults
  let openedMs: Int64
  private var pieces: CircularBuffer<Piece> = []
  private(set) var bytes = 0

  init(_ faults: NetworkFaults, openedAtMs now: Int64) {
    self.faults = faults
    openedMs = now
  }

  /// When the first piece comes out; nil while none ever will.
  var dueMs: Int64? {
    guard let due = pieces.first.map({ afterStall($0.dueMs) }) else { return nil }
    if let end = faults.halfOpenAfterMs, due >= openedMs + end { return nil }
    return due
  }

  mutating func entered(
    _ buffer: ByteBuffer, promise: EventLoopPromise<Void>? = nil, extraMs: Int64 = 0, atMs now: Int64
  ) {
    let jitter = faults.jitterMs > 0 ? Int64.random(in: 0...faults.jitterMs) : 0
    let due = max(pieces.last?.dueMs ?? now, now + faults.latencyMs + jitter + extraMs)
    bytes += buffer.readableBytes
    pieces.append(Piece(buffer: buffer, dueMs: due, promise: promise))
  }

  /// The next piece that is due by now.
  mutating func takeDue(byMs now: Int64) -> Piece? {
    guard let due = dueMs, due <= now, let piece = pieces.popFirst() else { return nil }
    bytes -= piece.buffer.readableBytes
    return piece
  }

  /// The connection is gone: what is under way will not arrive.
  mutating func broke() -> [EventLoopPromise<Void>] {
    defer {
      pieces = []
      bytes = 0
    }
    return pieces.compactMap(\.promise)
  }

  private func afterStall(_ due: Int64) -> Int64 {
    guard let stall = faults.stall else { return due }
    let begin = openedMs + stall.afterMs
    return begin <= due && due < begin + stall.forMs ? begin + stall.forMs : due
  }
}
