internal import Conversation
internal import NIOCore

/// The time as the core wants it. The wall clock is read once; a frame costs one read of the monotonic clock.
struct CallClock: Sendable {
  private let start = NIODeadline.now()
  private let unixStart: Int

  init(unixSeconds: Int) { unixStart = unixSeconds }

  var now: Conversation.Moment {
    let ms = Int((NIODeadline.now() - start).nanoseconds / 1_000_000)
    return Conversation.Moment(ms: ms, unix: unixStart + ms / 1_000)
  }

  /// The loop's deadline for a monotonic millisecond of this clock.
  func deadline(at ms: Int) -> NIODeadline { start + .milliseconds(Int64(ms)) }
}
