/// `Content`, its parts, and the four messages that follow the setup.
extension MessageShape {
  static let clientContent = MessageShape(["turns": .list(of: .content), "turnComplete": .bool])

  static let realtimeInput = MessageShape(
    [
      "mediaChunks": .list(of: .blob),
      "audio": .of(.blob),
      "audioStreamEnd": .bool,
      "video": .of(.blob),
      "text": .string,
      "activityStart": .of(.empty),
      "activityEnd": .of(.empty),
    ], .exactlyOne)

  static let toolResponse = MessageShape(
    ["functionResponses": .list(of: .functionResponse)], .required(["functionResponses"]))

  static let contextUpdate = MessageShape([
    "systemInstruction": .of(.content),
    "tools": .of(MessageShape(["tools": .list(of: .tool)])),
  ])

  static let content = MessageShape(["parts": .list(of: .part), "role": .oneOf("user", "model")])

  static let blob = MessageShape(
    ["data": .bytes, "displayName": .string, "mimeType": .string], .required(["mimeType", "data"]))

  static let part = MessageShape(
    [
      "mediaResolution": .of(.partResolution),
      "codeExecutionResult": .of(.codeExecutionResult),
      "executableCode": .of(
        MessageShape(["code": .string, "language": .oneOf("LANGUAGE_UNSPECIFIED", "PYTHON"), "id": .string])),
      "fileData": .of(.file),
      "functionCall": .of(.functionCall),
      "functionResponse": .of(.functionResponse),
      "inlineData": .of(.blob),
      "text": .string,
      "thought": .bool,
      "thoughtSignature": .bytes,
      "videoMetadata": .of(.videoMetadata),
      "toolCall": .of(MessageShape(["id": .string, "toolType": .string, "args": .object])),
      "toolResponse": .of(MessageShape(["id": .string, "toolType": .string, "response": .object])),
      "partMetadata": .object,
      "audioTranscription": .of(.transcription),
      "mediaProcessing": mediaProcessing,
      "speechMetadata": .of(MessageShape(["speaker": .string, "style": .string])),
      "documentMetadata": .of(.documentMetadata),
      "spreadsheetMetadata": .of(.spreadsheetMetadata),
      "audioMetadata": .of(.audioMetadata),
    ],
    .exclusive([
      "codeExecutionResult", "executableCode", "fileData", "functionCall", "functionResponse", "inlineData", "text",
      "toolCall", "toolResponse", "audioTranscription",
    ]))

  static let functionCall = MessageShape([
    "id": .string, "args": .object, "name": .string,
    "partialArgs": .list(
      of: MessageShape([
        "boolValue": .bool, "jsonPath": .string, "nullValue": .oneOf("NULL_VALUE"), "numberValue": .number,
        "stringValue": .string, "willContinue": .bool,
      ])),
    "willContinue": .bool,
  ])

  static let functionResponse = MessageShape([
    "willContinue": .bool,
    "scheduling": .oneOf("SCHEDULING_UNSPECIFIED", "SILENT", "WHEN_IDLE", "INTERRUPT"),
    "parts": .list(of: .functionResponsePart),
    "id": .string, "name": .string, "response": .object,
  ])

  static let functionResponsePart = MessageShape([
    "inlineData": .of(MessageShape(["mimeType": .string, "data": .bytes, "displayName": .string])),
    "fileData": .of(.file), "mediaProcessing": mediaProcessing, "mediaResolution": .of(.partResolution),
    "videoMetadata": .of(.videoMetadata), "documentMetadata": .of(.documentMetadata),
    "spreadsheetMetadata": .of(.spreadsheetMetadata), "audioMetadata": .of(.audioMetadata),
  ])

  static let file = MessageShape(["displayName": .string, "fileUri": .string, "mimeType": .string])

  static let partResolution = MessageShape([
    "level": .oneOf(
      "MEDIA_RESOLUTION_UNSPECIFIED", "MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH",
      "MEDIA_RESOLUTION_ULTRA_HIGH"),
    "numTokens": .integer,
  ])

  static let codeExecutionResult = MessageShape([
    "outcome": .oneOf("OUTCOME_UNSPECIFIED", "OUTCOME_OK", "OUTCOME_FAILED", "OUTCOME_DEADLINE_EXCEEDED"),
    "output": .string, "id": .string,
  ])

  static let videoMetadata = MessageShape([
    "endOffset": .duration, "fps": .number, "startOffset": .duration, "contentLayers": .list(.string),
  ])

  static let documentMetadata = MessageShape([
    "startPage": .integer, "endPage": .integer, "contentLayers": .list(.string),
  ])

  static let spreadsheetMetadata = MessageShape([
    "visibleCells": .string, "sheetIndex": .integer, "contentLayers": .list(.string),
  ])

  static let audioMetadata = MessageShape(["startOffset": .duration, "endOffset": .duration])

  static let transcription = MessageShape([
    "text": .string, "finished": .bool, "languageCode": .string, "speakerLabel": .string,
    "words": .list(of: MessageShape(["word": .string, "startOffset": .duration, "endOffset": .duration])),
    "startOffset": .duration, "endOffset": .duration,
  ])

  private static let mediaProcessing = FieldKind.oneOf("MEDIA_PROCESSING_UNSPECIFIED", "STATIC", "AGENTIC")
}
