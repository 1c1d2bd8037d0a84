import ByteJSON
import Foundation
import NIOConcurrencyHelpers

/// Writes down every message from clients as JSON Lines, and a summary of each session at its end.
///
///     {"session":"4f0c…","at_ms":12,"message":{"setup":{…}}}
///     {"session":"4f0c…","at_ms":112,"reply":{"setupComplete":{…}}}
///     {"session":"4f0c…","end":{"audio_bytes":64000,"audio_sha256":"…",…}}
///
/// Replies, the messages of the simulator, are written only if asked for.
/// `at_ms` counts from the start of the session. What is no JSON is written as a string under `"raw_message"`. The file holds
/// what users said: it is for tests and for finding faults.
///
/// May be called from any thread. Lines are buffered and are in the file when their session has ended.
package final class SimulatorRecorder: Sendable {
  private struct State: Sendable {
    var buffer: [UInt8] = []
    var file: FileHandle?
  }

  private static let bufferLimit = 64 << 10

  private let state: NIOLockedValueBox<State>
  private let includesReplies: Bool
  /// Each session as it ends; the newest thousand wait for whoever reads.
  package let summaries: AsyncStream<SessionSummary>
  private let continuation: AsyncStream<SessionSummary>.Continuation

  /// - Parameters:
  ///   - path: is created, or emptied. Nil: nothing is written, only summaries are given.
  ///   - includesReplies: writes the simulator's own messages too.
  /// - Throws: `CocoaError` if the file cannot be written.
  package init(path: String? = nil, includesReplies: Bool = false) throws {
    self.includesReplies = includesReplies
    var file: FileHandle?
    if let path {
      guard FileManager.default.createFile(atPath: path, contents: nil),
        let handle = FileHandle(forWritingAtPath: path)
      else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
      file = handle
    }
    state = NIOLockedValueBox(State(file: file))
    (summaries, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1_000))
  }

  func received(_ message: [UInt8], of sessionID: String, atMs time: Int64) {
    record(message, as: "message", of: sessionID, atMs: time)
  }

  func sent(_ reply: [UInt8], of sessionID: String, atMs time: Int64) {
    if includesReplies { record(reply, as: "reply", of: sessionID, atMs: time) }
  }

  func ended(_ summary: SessionSummary) {
    append(summary.json, flushes: true)
    continuation.yield(summary)
  }

  private func record(_ message: [UInt8], as name: String, of sessionID: String, atMs time: Int64) {
    var writer = JSONWriter()
    writer.object { line in
      line.member("session", sessionID)
      line.member("at_ms", Int(time))
      if let json = RawJSON(validating: message) {
        line.member(named: name, json.onOneLine)
      } else {
        line.member(named: "raw_" + name, String(decoding: message, as: UTF8.self))
      }
    }
    append(writer.bytes, flushes: false)
  }

  private func append(_ line: [UInt8], flushes: Bool) {
    state.withLockedValue { state in
      guard let file = state.file else { return }
      state.buffer += line
      state.buffer.append(UInt8(ascii: "\n"))
      guard flushes || state.buffer.count >= Self.bufferLimit else { return }
      do {
        try file.write(contentsOf: state.buffer)
      } catch {
        // A full disk must not end the sessions; the record ends here.
        state.file = nil
      }
      state.buffer = []
    }
  }
}

extension RawJSON {
  /// JSON strings hold no raw line breaks, so those that are there stand between values.
  fileprivate var onOneLine: RawJSON {
    guard bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return self }
    return RawJSON(validating: bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }) ?? self
  }
}
