/// The prebuilt voices of Gemini Live, in Google's spelling, which is the only one that its servers take.
package enum GeminiVoices {
  /// Those of native audio and everything newer.
  package static let all = [
    "Zephyr", "Kore", "Orus", "Autonoe", "Umbriel", "Erinome", "Laomedeia", "Schedar", "Achird", "Sadachbia",
    "Puck", "Fenrir", "Aoede", "Enceladus", "Algieba", "Algenib", "Achernar", "Gacrux", "Zubenelgenubi",
    "Sadaltager", "Charon", "Leda", "Callirrhoe", "Iapetus", "Despina", "Rasalgethi", "Alnilam", "Pulcherrima",
    "Vindemiatrix", "Sulafat",
  ]

  /// Those of the half-cascade models.
  package static let halfCascade = ["Puck", "Charon", "Kore", "Fenrir", "Aoede", "Leda", "Orus", "Zephyr"]

  /// What OpenAI's voices become unless the configuration says otherwise. Only voices that every model has; ours to
  /// choose, since no two of them sound alike.
  package static let forOpenAI = [
    "alloy": "Kore", "ash": "Orus", "ballad": "Fenrir", "cedar": "Charon", "coral": "Aoede", "echo": "Puck",
    "marin": "Zephyr", "sage": "Leda", "shimmer": "Aoede", "verse": "Puck",
  ]
}
