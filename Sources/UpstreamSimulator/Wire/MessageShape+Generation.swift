/// `setup.generationConfig` and what is inside.
extension MessageShape {
  static let generationConfig = MessageShape([
    "modelConfig": .of(.modelSelection),
    "responseJsonSchema": .anything,
    "audioTimestamp": .bool,
    "candidateCount": .integer,
    "enableAffectiveDialog": .bool,
    "frequencyPenalty": .number,
    "logprobs": .integer,
    "maxOutputTokens": .integer,
    "mediaResolution": .oneOf(
      "MEDIA_RESOLUTION_UNSPECIFIED", "MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH"),
    "presencePenalty": .number,
    "responseLogprobs": .bool,
    "responseMimeType": .string,
    "responseModalities": .list(.oneOf("MODALITY_UNSPECIFIED", "TEXT", "IMAGE", "AUDIO", "VIDEO")),
    "responseSchema": .of(.schema),
    "routingConfig": .of(.routing),
    "seed": .integer,
    "speechConfig": .of(.speech),
    "stopSequences": .list(.string),
    "temperature": .number,
    "thinkingConfig": .of(.thinking),
    "topK": .number,
    "topP": .number,
    "enableEnhancedCivicAnswers": .bool,
    "responseFormat": .list(of: .responseFormat),
    "translationConfig": .of(MessageShape(["echoTargetLanguage": .bool, "targetLanguageCode": .string])),
    "audioTranscriptionConfig": .of(.transcriptionOptions),
  ])

  /// Fields of `generationConfig` that exist but are refused on a live connection, by Google's documentation.
  static let notInLive = [
    "responseMimeType", "responseSchema", "responseLogprobs", "logprobs", "stopSequences", "routingConfig",
    "audioTimestamp",
  ]

  static let modelSelection = MessageShape([
    "featureSelectionPreference": .oneOf(
      "FEATURE_SELECTION_PREFERENCE_UNSPECIFIED", "PRIORITIZE_QUALITY", "BALANCED", "PRIORITIZE_COST")
  ])

  static let routing = MessageShape([
    "autoMode": .of(
      MessageShape([
        "modelRoutingPreference": .oneOf("UNKNOWN", "PRIORITIZE_QUALITY", "BALANCED", "PRIORITIZE_COST")
      ])),
    "manualMode": .of(MessageShape(["modelName": .string])),
  ])

  static let thinking = MessageShape([
    "includeThoughts": .bool,
    "thinkingBudget": .integer,
    "thinkingLevel": .oneOf("THINKING_LEVEL_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH"),
  ])

  static let speech = MessageShape([
    "voiceConfig": .of(.voice),
    "languageCode": .string,
    "multiSpeakerVoiceConfig": .of(
      MessageShape([
        "speakerVoiceConfigs": .list(of: MessageShape(["speaker": .string, "voiceConfig": .of(.voice)]))
      ])),
  ])

  static let voice = MessageShape([
    "replicatedVoiceConfig": .of(
      MessageShape([
        "mimeType": .string,
        "voiceSampleAudio": .bytes,
        "consentAudio": .bytes,
        "voiceConsentSignature": .of(MessageShape(["signature": .string])),
      ])),
    "prebuiltVoiceConfig": .of(MessageShape(["voiceName": .string])),
    "voice": .string,
  ])

  static let responseFormat = MessageShape([
    "audio": .of(
      MessageShape(["bitRate": .integer, "delivery": delivery, "mimeType": .string, "sampleRate": .integer])),
    "image": .of(
      MessageShape(["aspectRatio": .string, "delivery": delivery, "imageSize": .string, "mimeType": .string])),
    "text": .of(MessageShape(["mimeType": .string, "schema": .anything])),
    "video": .of(
      MessageShape([
        "aspectRatio": .string, "delivery": delivery, "duration": .string, "gcsUri": .string, "resolution": .string,
      ])),
  ])

  private static let delivery = FieldKind.oneOf("DELIVERY_UNSPECIFIED", "INLINE", "URI")
}
