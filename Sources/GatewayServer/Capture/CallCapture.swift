internal import ByteJSON
internal import Conversation
internal import Dialects
internal import NIOCore

/// Writes one call down as a story: a transcript that `parley simulate --script` plays and that the tests can play.
/// `Tests/Transcripts/README.md` describes the format.
struct CallCapture {
  private let file: CaptureFile
  private var scrubber: CaptureScrubber

  init(
    _ file: CaptureFile, scrubber: CaptureScrubber, request: CallRequest, deployment: ModelDeployment,
    servedBy: ServedBy?, canReattach: Bool
  ) {
    self.file = file
    self.scrubber = scrubber
    line { line in
      line.member("story", "A captured session")
      line.member("contract", request.claim.contract.rawValue)
      if request.claim.certainty == .movable { line.member("bare", true) }
      line.member("model", deployment.model)
      if let rate = request.defaults.inputRate { line.member("input_rate", rate) }
      servedBy?.write(to: &line)
      if canReattach { line.member("reattach", true) }
    }
  }

  /// Audio formats as they are in force; before each message.
  mutating func tune(_ effective: SessionConfiguration) {
    scrubber.inputFormat = effective.inputFormat
    scrubber.outputFormat = effective.outputFormat
  }

  mutating func received(_ message: ByteBuffer, from side: Side, atMs now: Int) {
    write("from", side, Array(message.readableBytesView), atMs: now)
  }

  mutating func sent(_ message: [UInt8], to side: Side, atMs now: Int) { write("to", side, message, atMs: now) }

  /// What a splice becomes.
  mutating func sent(_ splice: Splice, of message: ByteBuffer, to side: Side, atMs now: Int) {
    let start = message.readerIndex + splice.payload.lowerBound
    let inside = message.getBytes(at: start, length: splice.payload.count) ?? []
    write("to", side, splice.head + inside + splice.tail, atMs: now)
  }

  /// Something that the shell tells, or does.
  func happened(_ event: CaptureEvent, atMs now: Int) {
    line { line in
      line.member("at_ms", now)
      event.write(to: &line) { scrubber.withoutNames($0) }
    }
  }

  func ended() { file.finished() }

  private mutating func write(_ direction: StaticString, _ side: Side, _ message: [UInt8], atMs now: Int) {
    let scrubbed = scrubber.scrubbed(message)
    line { line in
      line.member("at_ms", now)
      switch side {
      case .client: line.member(direction, "client")
      case .upstream: line.member(direction, "upstream")
      case .aside(let id):
        line.member(direction, "upstream")
        line.member("aside", id.number)
      }
      if let scrubbed {
        line.member("message", scrubbed)
      } else {
        line.member("raw", String(decoding: message, as: UTF8.self))
      }
    }
  }

  private func line(_ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.object(members)
    file.write(line: writer.bytes)
  }
}
