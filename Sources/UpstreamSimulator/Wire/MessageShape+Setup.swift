/// The first message of a connection.
extension MessageShape {
  static let setup = MessageShape(
    [
      "model": .string,
      "generationConfig": .of(.generationConfig),
      "systemInstruction": .of(.content),
      "tools": .list(of: .tool),
      "sessionResumption": .of(.sessionResumption),
      "contextWindowCompression": .of(.contextWindowCompression),
      "inputAudioTranscription": .of(.transcriptionOptions),
      "outputAudioTranscription": .of(.transcriptionOptions),
      "proactivity": .of(MessageShape(["proactiveAudio": .bool, "proactiveVideo": .bool])),
      "explicitVadSignal": .bool,
      "historyConfig": .of(MessageShape(["initialHistoryInClientContent": .bool])),
      "avatarConfig": .of(.avatar),
      "safetySettings": .list(of: .safetySetting),
      "labels": .map(.string),
      "realtimeInputConfig": .of(.realtimeInputConfig),
    ], .required(["model"]))

  static let sessionResumption = MessageShape(["handle": .string, "transparent": .bool])

  static let contextWindowCompression = MessageShape([
    "triggerTokens": .integer,
    "slidingWindow": .of(MessageShape(["targetTokens": .integer])),
  ])

  static let transcriptionOptions = MessageShape([
    "languageCodes": .list(.string),
    "languageAuto": .of(.empty),
    "languageHints": .of(MessageShape(["languageCodes": .list(.string)])),
    "customVocabulary": .list(.string),
    "adaptationPhrases": .list(.string),
    "wordTimestamp": .bool,
    "diarization": .bool,
    "mode": .oneOf("MODE_UNSPECIFIED", "VERBATIM", "SMART"),
    "sourceText": .string,
  ])

  static let avatar = MessageShape([
    "avatarName": .string,
    "customizedAvatar": .of(MessageShape(["imageMimeType": .string, "imageData": .bytes])),
    "audioBitrateBps": .integer,
    "videoBitrateBps": .integer,
  ])

  static let safetySetting = MessageShape([
    "category": .oneOf(
      "HARM_CATEGORY_UNSPECIFIED", "HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH",
      "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_DANGEROUS_CONTENT", "HARM_CATEGORY_CIVIC_INTEGRITY",
      "HARM_CATEGORY_JAILBREAK", "HARM_CATEGORY_IMAGE_HATE", "HARM_CATEGORY_IMAGE_DANGEROUS_CONTENT",
      "HARM_CATEGORY_IMAGE_HARASSMENT", "HARM_CATEGORY_IMAGE_SEXUALLY_EXPLICIT"),
    "method": .oneOf("HARM_BLOCK_METHOD_UNSPECIFIED", "SEVERITY", "PROBABILITY"),
    "threshold": .oneOf(
      "HARM_BLOCK_THRESHOLD_UNSPECIFIED", "BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH",
      "BLOCK_NONE", "OFF"),
  ])

  static let realtimeInputConfig = MessageShape([
    "automaticActivityDetection": .of(.automaticActivityDetection),
    "activityHandling": .oneOf(
      "ACTIVITY_HANDLING_UNSPECIFIED", "START_OF_ACTIVITY_INTERRUPTS", "NO_INTERRUPTION"),
    "turnCoverage": .oneOf(
      "TURN_COVERAGE_UNSPECIFIED", "TURN_INCLUDES_ONLY_ACTIVITY", "TURN_INCLUDES_ALL_INPUT",
      "TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO"),
    "interimTranscriptTimestampEnabled": .bool,
  ])

  static let automaticActivityDetection = MessageShape([
    "disabled": .bool,
    "startOfSpeechSensitivity": .oneOf(
      "START_SENSITIVITY_UNSPECIFIED", "START_SENSITIVITY_HIGH", "START_SENSITIVITY_LOW"),
    "endOfSpeechSensitivity": .oneOf(
      "END_SENSITIVITY_UNSPECIFIED", "END_SENSITIVITY_HIGH", "END_SENSITIVITY_LOW"),
    "prefixPaddingMs": .integer,
    "silenceDurationMs": .integer,
  ])
}
