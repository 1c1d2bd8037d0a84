import ByteJSON
import Foundation
import VoiceAudio

@testable import Conversation

/// Invariant 6: the logical stream of what the client appended, and how far of it the model has got. What goes up is
/// the next piece of the stream. Only named rules leave something out or send it again:
///
/// - held audio that waited too long is dropped, and counted;
/// - manual turns can be cleared, and audio outside of speech is discarded where the gateway marks the turns;
/// - a new connection may begin with a replay of what the model must hear again.
///
/// Where audio is transcoded the bytes differ; then nothing is compared.
struct AudioLedger {
  private var stream: [UInt8] = []
  private var cursor = 0
  private var isTranscoded = false
  private var format: AudioFormat?
  /// A rule in force leaves audio out.
  private var mayLeaveOut = false
  private var mayReplay = false
  /// The client changed its format, so what is said again is resampled.
  private var formatChanged = false
  /// ms of audio that the session says it dropped.
  private var droppedMs = 0
  /// Bytes that these may be, at the highest rate, and that have not been missed yet.
  private var missing = 0

  mutating func received(_ event: JSONNode, by session: Session) {
    note(session)
    guard event["type"]?.string == "input_audio_buffer.append", let text = event["audio"]?.string,
      let bytes = Data(base64Encoded: text), bytes.count % 2 == 0
    else { return }
    stream += bytes
  }

  mutating func connectionChanged() {
    mayReplay = cursor > 0
    if formatChanged, mayReplay { isTranscoded = true }
  }

  mutating func sent(_ message: JSONNode, of session: Session) throws(Broken) {
    guard let piece = Self.piece(message) else { return }
    note(session)
    try took(piece)
  }

  /// Both sides are silent: everything has gone up, or a rule has left it out.
  func silence() throws(Broken) {
    guard !isTranscoded, !mayLeaveOut, cursor < stream.count else { return }
    throw Broken(invariant: 6, rule: "audio never went up", detail: "\(stream.count - cursor) bytes")
  }

  private mutating func note(_ session: Session) {
    // What was kept at another rate is brought to the new one.
    if format != nil, format != session.effective.inputFormat {
      formatChanged = true
      if cursor < stream.count { isTranscoded = true }
    }
    format = session.effective.inputFormat
    if session.effective.inputFormat != .pcm16(rate: session.negotiation.upstreamRate) { isTranscoded = true }
    if session.effective.turnDetection?.createResponse != true { mayLeaveOut = true }
    missing += (session.tally.heldAudioDroppedMs - droppedMs) * 96
    droppedMs = session.tally.heldAudioDroppedMs
  }

  private mutating func took(_ piece: [UInt8]) throws(Broken) {
    guard !isTranscoded else { return }
    if fits(piece, at: cursor) {
      cursor += piece.count
      mayReplay = false
    } else if mayLeaveOut, let end = end(ofParts: piece, from: cursor) {
      cursor = end
    } else if let place = place(of: piece, from: cursor, missing: missing) {
      missing -= place - cursor
      cursor = place + piece.count
    } else if mayReplay, let end = mayLeaveOut ? end(ofParts: piece, from: 0) : end(of: piece) {
      cursor = end
      mayReplay = false
    } else {
      throw Broken(
        invariant: 6, rule: "audio lost, twice or out of order", detail: "after \(cursor) of \(stream.count)")
    }
  }

  private func place(of piece: [UInt8], from start: Int, missing: Int) -> Int? {
    let last = min(start + missing, stream.count - piece.count)
    return missing == 0 ? nil : stride(from: start, through: last, by: 2).first { fits(piece, at: $0) }
  }

  /// Where a whole piece ends that was said before.
  private func end(of piece: [UInt8]) -> Int? {
    stride(from: 0, through: stream.count - piece.count, by: 2).first { fits(piece, at: $0) }.map { $0 + piece.count }
  }

  /// Where a piece ends whose parts stand in the stream in this order, with something left out between them.
  private func end(ofParts piece: [UInt8], from start: Int) -> Int? {
    var place = start
    var done = 0
    while done < piece.count {
      guard place + 2 <= stream.count else { return nil }
      var length = 0
      while done + length < piece.count, place + length < stream.count, piece[done + length] == stream[place + length] {
        length += 1
      }
      if length < min(Self.shortestPart, piece.count - done) {
        place += 2
      } else {
        place += length
        done += length
      }
    }
    return place
  }

  /// Bytes; shorter runs may be alike by chance.
  private static let shortestPart = 64

  private func fits(_ piece: [UInt8], at place: Int) -> Bool {
    guard place + piece.count <= stream.count else { return false }
    return stream.withUnsafeBytes { all in
      piece.withUnsafeBytes { memcmp(all.baseAddress! + place, $0.baseAddress!, piece.count) == 0 }
    }
  }

  private static func piece(_ message: JSONNode) -> [UInt8]? {
    guard let text = message["realtimeInput"]?["audio"]?["data"]?.string, text != RandomEvents.recorded,
      let data = Data(base64Encoded: text), !data.isEmpty
    else { return nil }
    return [UInt8](data)
  }
}
