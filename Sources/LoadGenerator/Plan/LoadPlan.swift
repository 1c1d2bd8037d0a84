package import NIOCore
package import NIOSSL

/// A load: who is under it, what the sessions do, how many there are and for how long.
package struct LoadPlan: Sendable {
  package var target: LoadTarget
  package var mode: LoadMode
  package var sessions = 10
  /// Of the measured window.
  package var duration = TimeAmount.seconds(10)
  /// Load before it that is not counted.
  package var warmUp = TimeAmount.seconds(1)
  /// Turns or connections begun in a second, all sessions together; nil: each one when the last is over.
  package var rate: Double?
  /// Audio in one frame.
  package var frameMs = 20
  /// Of the audio that the server expects, in Hz.
  package var audioRate = 24_000
  /// A client event for each session to begin with, such as `session.update`.
  package var firstEvent: [UInt8]?
  /// The sessions come evenly over this time, and each works from then on; nil: all are opened before the load begins. Not for
  /// `connects`.
  package var ramp: TimeAmount?
  /// Dials at the same time while the sessions are opened, without a ramp.
  package var dialsAtOnce = 32
  /// How long the server may take to say `session.created`, and to let the first work come back.
  package var patience = TimeAmount.seconds(10)
  /// Threads of the generator.
  package var threads = 1
  /// Listens here as an upstream that returns what it hears; 0 takes a free port.
  package var echoPort: Int?
  /// That upstream returns every Nth frame.
  package var echoEvery = 1
  /// That upstream serves TLS.
  package var echoTLS: NIOSSLContext?
  /// The process whose processor time and memory are looked at.
  package var watched: Int32?

  package init(_ target: LoadTarget, _ mode: LoadMode) {
    self.target = target
    self.mode = mode
  }
}
