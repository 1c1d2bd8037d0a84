/// Whether sessions are written down, for finding faults. Off by default: a capture holds what people say.
package struct CaptureSettings: Equatable, Sendable {
  /// A folder that exists. Nil: nothing is captured.
  package var directory: String?
  /// Sound is kept as it was; otherwise sounds of the same length stand for it.
  package var keepsAudio: Bool

  package init(directory: String? = nil, keepsAudio: Bool = false) {
    self.directory = directory
    self.keepsAudio = keepsAudio
  }
}
