package import Dialects

/// What is known of a deployment's model.
extension ModelDeployment {
  /// The model's id alone, without the resource that it may be written as.
  private var modelID: String { String(model.split(separator: "/").last ?? "") }

  /// By the model's own id.
  package var listedProfile: ModelProfile { ModelProfile.of(modelID) }

  /// With what `profile` says.
  package var effectiveProfile: ModelProfile { ModelProfile.of(profile ?? modelID).named(modelID) }

  /// What the dialect is told. `voices` are those of all models; the deployment's own win.
  package func geminiSettings(voices: [String: String]) -> GeminiLive.Settings {
    GeminiLive.Settings(
      voices: voices.merging(self.voices) { _, own in own }, defaultVoice: defaultVoice,
      inputRate: upstreamInputRate == .hz16000 ? .hz16000 : .native, transcriptStyle: transcriptStyle,
      audioItems: audioItems ?? .send,
      setup: setup)
  }

  /// Whose rules hold: the simulator speaks as Vertex AI does.
  package var service: GeminiService.Kind {
    switch provider {
    case .vertex, .vertexBeta, .simulator: .vertex
    case .aiStudio: .aiStudio
    }
  }
}
