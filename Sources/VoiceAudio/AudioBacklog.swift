/// Audio that waits, in order: PCM16 little-endian bytes of one stream, at most so many milliseconds of it. The
/// oldest goes when more comes.
///
/// Held in blocks, so that a long wait is never copied as a whole and costs about what it holds. Where the oldest goes
/// all the time, its block is used again: then an append does not allocate.
package struct AudioBacklog: Sendable {
  package let format: AudioFormat
  /// Longest audio kept, in ms.
  package private(set) var limitMs: Int

  private var blocks: [[UInt8]] = []
  /// Bytes of the first block that are gone.
  private var offset = 0
  /// An emptied block, for the next one.
  private var spare: [UInt8]?
  /// Bytes kept, and bytes appended since the beginning.
  private var kept = 0
  private var appended = 0
  /// Where the stream began, in ms.
  private let beganMs: Int

  /// Bytes of a block; even.
  private static let blockSize = 2 << 10

  /// For PCM16 at `rate` Hz; the first sample appended is the one at `startMs`.
  package init(rate: Int, limitMs: Int, startMs: Int = 0) {
    format = .pcm16(rate: rate)
    self.limitMs = limitMs
    beganMs = startMs
  }

  package var isEmpty: Bool { kept == 0 }

  /// Bytes of PCM16 kept; always even.
  package var byteCount: Int { kept }

  /// The position of the oldest sample kept, and of the next one to come, in ms of the stream, rounded down.
  package var startMs: Int { beganMs + format.milliseconds(ofBytes: appended - kept) }
  package var endMs: Int { beganMs + format.milliseconds(ofBytes: appended) }

  /// Takes more of the stream; half a sample at its end is left out. Returns how many ms of the oldest audio had to go.
  package mutating func append(_ samples: RawSpan) -> Int {
    let before = startMs
    samples.withUnsafeBytes { bytes in
      var rest = bytes[..<(bytes.count & ~1)]
      while !rest.isEmpty {
        if blocks.last?.count ?? AudioBacklog.blockSize == AudioBacklog.blockSize { openBlock() }
        let last = blocks.count - 1
        let piece = rest.prefix(AudioBacklog.blockSize - blocks[last].count)
        blocks[last].append(contentsOf: piece)
        rest = rest.dropFirst(piece.count)
        kept += piece.count
        appended += piece.count
        drop(max(0, kept - limitBytes))
      }
    }
    return startMs - before
  }

  /// From now on at most so much is kept. Returns how many ms of the oldest audio had to go.
  package mutating func limit(toMs limit: Int) -> Int {
    let before = startMs
    limitMs = limit
    keep(atMost: limitBytes)
    return startMs - before
  }

  /// Lets the oldest go until at most so many bytes are kept, whole samples. Returns how many bytes went.
  @discardableResult
  package mutating func keep(atMost bytes: Int) -> Int {
    let before = kept
    drop(max(0, kept - max(0, bytes) & ~1))
    return before - kept
  }

  /// Everything kept. The memory goes with it.
  package mutating func takeAll() -> [UInt8] {
    var taken: [UInt8] = []
    taken.reserveCapacity(kept)
    for (index, block) in blocks.enumerated() { taken += index == 0 ? block[offset...] : block[...] }
    clear()
    return taken
  }

  /// What is kept from the stream's position `ms` on; what is older goes.
  package mutating func take(fromMs ms: Int) -> [UInt8] {
    drop(olderThan: ms)
    return takeAll()
  }

  /// Lets go what is older than the stream's position `ms`.
  package mutating func drop(olderThan ms: Int) {
    let position = format.bytes(ofMilliseconds: max(0, min(ms, endMs) - beganMs))
    drop(max(0, position - (appended - kept)))
  }

  /// Lets everything go; the stream's position stays.
  package mutating func clear() {
    blocks = []
    spare = nil
    offset = 0
    kept = 0
  }

  private var limitBytes: Int { format.bytes(ofMilliseconds: max(0, limitMs)) }

  private mutating func openBlock() {
    var block = spare ?? []
    spare = nil
    block.reserveCapacity(AudioBacklog.blockSize)
    blocks.append(block)
  }

  private mutating func drop(_ bytes: Int) {
    var rest = min(bytes, kept)
    kept -= rest
    var emptied = 0
    while emptied < blocks.count, rest >= blocks[emptied].count - offset {
      rest -= blocks[emptied].count - offset
      offset = 0
      emptied += 1
    }
    offset += rest
    guard emptied > 0 else { return }
    var block: [UInt8] = []
    swap(&block, &blocks[emptied - 1])
    blocks.removeFirst(emptied)
    block.removeAll(keepingCapacity: true)
    spare = block
  }
}
