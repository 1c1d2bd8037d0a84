/// Tools, in `setup` and in `contextUpdate`.
extension MessageShape {
  static let tool = MessageShape([
    "functionDeclarations": .list(of: .functionDeclaration),
    "googleSearch": .of(.googleSearch),
    "codeExecution": .of(.empty),
    "urlContext": .of(.empty),
    "retrieval": .of(.retrieval),
    "googleMaps": .of(.googleMaps),
    "enterpriseWebSearch": .of(
      MessageShape(["blockingConfidence": .string, "excludeDomains": .list(.string)])),
    "googleSearchRetrieval": .of(
      MessageShape([
        "dynamicRetrievalConfig": .of(
          MessageShape(["dynamicThreshold": .number, "mode": .oneOf("MODE_UNSPECIFIED", "MODE_DYNAMIC")]))
      ])),
    "fileSearch": .of(
      MessageShape(["fileSearchStoreNames": .list(.string), "topK": .integer, "metadataFilter": .string])),
    "computerUse": .of(
      MessageShape([
        "environment": .string, "excludedPredefinedFunctions": .list(.string),
        "enablePromptInjectionDetection": .bool, "disabledSafetyPolicies": .list(.string),
      ])),
    "parallelAiSearch": .of(
      MessageShape([
        "apiKey": .string, "customConfigs": .object, "enableDataRetention": .bool, "enableZeroDataRetention": .bool,
      ])),
    "exaAiSearch": .of(MessageShape(["apiKey": .string, "customConfigs": .object])),
    "mcpServers": .list(
      of: MessageShape([
        "name": .string,
        "streamableHttpTransport": .of(
          MessageShape([
            "headers": .map(.string), "sseReadTimeout": .string, "terminateOnClose": .bool, "timeout": .string,
            "url": .string,
          ])),
      ])),
  ])

  static let functionDeclaration = MessageShape(
    [
      "description": .string,
      "name": .string,
      "parameters": .of(.schema),
      "parametersJsonSchema": .anything,
      "response": .of(.schema),
      "responseJsonSchema": .anything,
      "behavior": .oneOf("UNSPECIFIED", "BLOCKING", "NON_BLOCKING"),
    ], .required(["name"]))

  /// The OpenAPI 3.0 subset in which parameters are declared. Documented types are in upper case; lower case parses too.
  static let schema: MessageShape = MessageShape([
    "additionalProperties": .anything,
    "defs": .map(.of(.schema)),
    "ref": .string,
    "anyOf": .list(of: .schema),
    "default": .anything,
    "description": .string,
    "enum": .list(.string),
    "example": .anything,
    "format": .string,
    "items": .of(.schema),
    "maxItems": .integer, "maxLength": .integer, "maxProperties": .integer, "maximum": .number,
    "minItems": .integer, "minLength": .integer, "minProperties": .integer, "minimum": .number,
    "nullable": .bool,
    "pattern": .string,
    "properties": .map(.of(.schema)),
    "propertyOrdering": .list(.string),
    "required": .list(.string),
    "title": .string,
    "type": .oneOf(
      "ARRAY", "BOOLEAN", "INTEGER", "NULL", "NUMBER", "OBJECT", "STRING", "TYPE_UNSPECIFIED",
      "array", "boolean", "integer", "null", "number", "object", "string", "type_unspecified"),
  ])

  static let googleSearch = MessageShape([
    "searchTypes": .of(MessageShape(["webSearch": .of(.empty), "imageSearch": .of(.empty)])),
    "blockingConfidence": .string,
    "excludeDomains": .list(.string),
    "timeRangeFilter": .of(MessageShape(["endTime": .string, "startTime": .string])),
  ])

  static let googleMaps = MessageShape([
    "authConfig": .of(.toolCredential),
    "enableWidget": .bool,
    "groundingTypes": .of(MessageShape(["places": .of(.empty), "routing": .of(.empty)])),
  ])
}
