import NIOCore
import Testing

@testable import UpstreamSimulator

@Suite("A bad network")
struct DelayLineTests {
  private func line(_ set: (inout NetworkFaults) -> Void) -> DelayLine {
    var faults = NetworkFaults()
    set(&faults)
    return DelayLine(faults, openedAtMs: 1_000)
  }

  private func taken(_ line: inout DelayLine, byMs now: Int64) -> [String] {
    var texts: [String] = []
    while let piece = line.takeDue(byMs: now) { texts.append(String(buffer: piece.buffer)) }
    return texts
  }

  @Test("Pieces come out after the latency, in their order, whatever the jitter")
  func latency() {
    var line = line {
      $0.latencyMs = 100
      $0.jitterMs = 50
    }
    let all = (0..<100).map { "\($0)" }
    for text in all { line.entered(ByteBuffer(string: text), atMs: 1_000) }
    #expect(taken(&line, byMs: 1_099).isEmpty)
    #expect(taken(&line, byMs: 1_150) == all)
    #expect(line.bytes == 0)
    #expect(line.dueMs == nil)
  }

  @Test("A stall holds everything back, then lets it pass at once")
  func stall() {
    var line = line { $0.stall = .init(afterMs: 500, forMs: 2_000) }
    line.entered(ByteBuffer(string: "before"), atMs: 1_499)
    line.entered(ByteBuffer(string: "within"), atMs: 1_500)
    line.entered(ByteBuffer(string: "too"), atMs: 3_000)
    #expect(taken(&line, byMs: 1_500) == ["before"])
    #expect(line.dueMs == 3_500)
    #expect(taken(&line, byMs: 3_499).isEmpty)
    #expect(taken(&line, byMs: 3_500) == ["within", "too"])
  }

  @Test("A half-open connection passes nothing more, ever")
  func halfOpen() {
    var line = line { $0.halfOpenAfterMs = 200 }
    line.entered(ByteBuffer(string: "before"), atMs: 1_199)
    line.entered(ByteBuffer(string: "after"), atMs: 1_200)
    #expect(taken(&line, byMs: 1_000_000) == ["before"])
    #expect(line.dueMs == nil)
    #expect(line.bytes == 5)
  }

  @Test("Whole frames side by side are cut apart, and pongs are found")
  func frames() throws {
    var bytes = ByteBuffer()
    bytes.writeBytes([0x81, 2] + Array("hi".utf8))
    bytes.writeBytes([0x8A, 0])
    bytes.writeBytes([0x82, 126, 0x01, 0x00] + [UInt8](repeating: 7, count: 256))
    bytes.writeBytes([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0] + [UInt8](repeating: 8, count: 65_536))
    bytes.writeBytes([0x82, 5, 1])
    let lengths = [4, 2, 260, 65_546]
    for (index, length) in lengths.enumerated() {
      let (frame, isPong) = try #require(ServerFrames.take(from: &bytes))
      #expect(frame.readableBytes == length)
      #expect(isPong == (index == 1))
    }
    #expect(ServerFrames.take(from: &bytes) == nil)
    #expect(bytes.readableBytes == 3)
  }

  @Test("A script's network is read; what cannot be is a mistake with its line")
  func reading() throws {
    let reader = ScriptReader(fileName: "day.jsonl") { _ in [] }
    let script = try reader.read(
      #"{"connection":{"network":{"latency_ms":5,"jitter_ms":6,"segment_bytes":1,"pong_delay_ms":7,"#
        + #""stall":{"after_ms":8,"for_ms":9},"half_open_after_ms":10,"reset_after_ms":11}}}"#)
    let faults = try #require(script.connections[0].network)
    #expect(faults.latencyMs == 5 && faults.jitterMs == 6 && faults.segmentBytes == 1 && faults.pongDelayMs == 7)
    #expect(faults.stall == .init(afterMs: 8, forMs: 9))
    #expect(faults.halfOpenAfterMs == 10 && faults.resetAfterMs == 11)
    for bad in [#"{"latency":5}"#, #"{"segment_bytes":0}"#, #"{"stall":{"after_ms":1}}"#] {
      let error = try #require(throws: ScriptError.self) { try reader.read(#"{"connection":{"network":\#(bad)}}"#) }
      #expect(error.line == 1)
    }
  }
}
