import Foundation
import GatewayServer
import Logging
import Synchronization
import Testing

struct LogHandlerTests {
  private final class Lines: Sendable {
    private let written = Mutex("")

    var text: String { written.withLock { $0 } }

    /// It is 2026-11-22T14:03:11.482Z.
    var sink: LogSink {
      LogSink(
        now: { Date(timeIntervalSince1970: 1_795_356_191.482) },
        write: { [self] line in written.withLock { $0 += String(decoding: line, as: UTF8.self) } })
    }
  }

  private func lines(
    _ format: LogSettings.Format, level: Logger.Level = .info, _ write: (Logger) -> Void
  ) -> String {
    let lines = Lines()
    write(
      Logger(
        label: "parley", factory: { LogSettings(level: level, format: format).handler(label: $0, sink: lines.sink) }))
    return lines.text
  }

  @Test("JSON: one object a line, metadata as members, numbers as numbers")
  func json() {
    let text = lines(.json) { logger in
      var logger = logger
      logger[metadataKey: "session"] = "sess_1"
      logger.info(
        "Session ended",
        metadata: [
          "turns": .stringConvertible(2), "ok": .stringConvertible(true), "share": .stringConvertible(0.5),
          "list": ["a", "b"], "nested": ["z": "1", "a": "2"], "level": "mine",
        ])
    }
    #expect(
      text == #"{"time":"2026-11-22T14:03:11.482Z","level":"info","logger":"parley","message":"Session ended","#
        + #""level_":"mine","list":["a","b"],"nested":{"a":"2","z":"1"},"ok":true,"session":"sess_1","share":0.5,"#
        + #""turns":2}"# + "\n")
  }

  @Test("JSON: what a peer wrote stays inside its string")
  func jsonEscapes() {
    let text = lines(.json) { $0.info("Refused", metadata: ["agent": "a\"b\n{\u{1}"]) }
    #expect(text.hasSuffix(#""message":"Refused","agent":"a\"b\n{\u0001"}"# + "\n"))
    #expect(text.count { $0 == "\n" } == 1)
  }

  @Test("Text: time, level, message, then the metadata")
  func text() {
    let text = lines(.text) { $0.warning("Upstream slow", metadata: ["ms": "12", "agent": "my client", "none": ""]) }
    #expect(text == #"14:03:11.482 warning Upstream slow  agent="my client" ms=12 none="""# + "\n")
  }

  @Test("Text: no value can begin a line of its own or steer a terminal")
  func textEscapes() {
    let text = lines(.text) { $0.info("Refused", metadata: ["agent": "a\r\nb\u{1B}[2Jc\u{9B}d\u{2028}"]) }
    #expect(text == #"14:03:11.482 info    Refused  agent=a\u{d}\nb\u{1b}[2Jc\u{9b}d\u{2028}"# + "\n")
  }

  @Test("The level of the configuration holds")
  func level() {
    let text = lines(.text, level: .warning) { logger in
      logger.info("Not this")
      logger.error("This")
    }
    #expect(text == "14:03:11.482 error   This\n")
  }

  @Test("An error that is logged is told")
  func error() {
    struct Odd: Error {}
    #expect(lines(.text) { $0.error("Failed", error: Odd()) } == "14:03:11.482 error   Failed  error=Odd()\n")
  }
}
