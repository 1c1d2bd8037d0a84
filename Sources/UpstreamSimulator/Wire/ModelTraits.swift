/// What a model can do, as far as the server judges messages by it. Known from the name alone.
package struct ModelTraits: Equatable, Sendable {
  /// `responseModalities: ["TEXT"]` is accepted: half-cascade models and those we do not know.
  package var speaksText = true
  package var speaksAudio = true
  package var takesContextUpdate = true
  package var takesThinkingConfig = true
  /// Proactive audio is always on, and switching it off is an error.
  package var refusesProactivityOff = false
  /// Calls carry an id, and results must carry it back. Older models on Vertex send none and refuse one.
  package var numbersCalls = true
  /// A function that does not state its behaviour holds the conversation up until its result is there.
  package var blocksOnCalls = true
  /// Pictures may come in the deprecated `mediaChunks`.
  package var takesPicturesAsChunks = true

  /// The traits of a model by its last path segment, such as `gemini-3.8-live`. An unknown name can do everything.
  package init(model: String, on surface: Surface) {
    let second = model.hasPrefix("gemini-2") || model.hasPrefix("gemini-live-2")
    let third = model.hasPrefix("gemini-3")
    guard second || third else { return }
    let transcribes = model.contains("transcribe")
    let halfCascade =
      model.hasPrefix("gemini-2.0-flash-live") || model == "gemini-live-2.5-flash"
      || model == "gemini-live-2.5-flash-preview"
    speaksText = halfCascade || transcribes
    speaksAudio = !transcribes
    takesContextUpdate = model.hasPrefix("gemini-3.8")
    takesThinkingConfig = model != "gemini-3.8-live"
    refusesProactivityOff = model.hasPrefix("gemini-3.8")
    numbersCalls = !(second && surface == .vertex)
    blocksOnCalls = !model.hasPrefix("gemini-3.8")
    takesPicturesAsChunks = !third
  }
}
