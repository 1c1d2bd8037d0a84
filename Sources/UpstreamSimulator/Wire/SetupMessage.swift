/// `setup`, reduced to what changes the server's behaviour.
package struct SetupMessage: Equatable, Sendable {
  package enum Modality: String, Equatable, Sendable {
    case text = "TEXT"
    case audio = "AUDIO"
  }

  /// When the service should take the user's speech to have begun and ended.
  package struct Detection: Equatable, Sendable {
    package enum Sensitivity: Equatable, Sendable { case low, high }

    /// False: the client says it, with `activityStart` and `activityEnd`.
    package var isAutomatic = true
    package var start: Sensitivity?
    package var end: Sensitivity?
    /// Milliseconds of speech that it takes to believe in a start.
    package var prefixPaddingMs: Int?
    /// Milliseconds of silence that it takes to believe in an end.
    package var silenceDurationMs: Int?

    package init() {}
  }

  package struct Resumption: Equatable, Sendable {
    package var handle: String?
    /// Updates name the last client message that they cover.
    package var isTransparent = false

    package init(handle: String? = nil, isTransparent: Bool = false) {
      self.handle = handle
      self.isTransparent = isTransparent
    }
  }

  /// As sent: `projects/p/locations/l/publishers/google/models/m` or `models/m`.
  package var model: String
  package var modality = Modality.audio
  package var systemInstruction: String?
  package var tools = ToolSet()
  package var detection = Detection()
  /// `START_OF_ACTIVITY_INTERRUPTS`, against `NO_INTERRUPTION`.
  package var activityInterrupts = true
  package var transcribesInput = false
  package var transcribesOutput = false
  package var signalsActivity = false
  package var resumption: Resumption?

  package init(model: String) {
    self.model = model
  }

  /// The model's own name, the last segment of the path.
  package var modelName: String {
    String(model.split(separator: "/").last ?? "")
  }
}
