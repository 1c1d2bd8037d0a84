import ByteJSON

/// What is left to say about a connection when it has ended.
package struct SessionSummary: Equatable, Sendable {
  package var sessionID: String
  package var surface: Surface
  package var messageCount: Int
  package var audioBytes: Int
  /// SHA-256 in lower-case hex of all audio bytes, in the order in which they came.
  package var audioSHA256: String
  package var activityBytes: Int
  package var activitySHA256: String
  package var discardedBytes: Int
  /// 1005 without a code, 1006 without a close frame.
  package var closeCode: Int
  /// Who closed and why, in words.
  package var close: String
  /// What the client did that the script did not expect.
  package var failure: String?

  /// `{"session":"…","end":{…}}`
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { line in
      line.member("session", sessionID)
      line.object("end") {
        $0.member("surface", surface.rawValue)
        $0.member("messages", messageCount)
        $0.member("audio_bytes", audioBytes)
        $0.member("audio_sha256", audioSHA256)
        $0.member("activity_bytes", activityBytes)
        $0.member("activity_sha256", activitySHA256)
        $0.member("discarded_bytes", discardedBytes)
        $0.member("close_code", closeCode)
        $0.member("close", close)
        $0.member("failure", orNull: failure)
      }
    }
    return writer.bytes
  }
}
