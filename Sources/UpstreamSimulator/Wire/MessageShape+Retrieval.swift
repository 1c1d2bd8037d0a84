/// The `retrieval` tool of Vertex AI, and the credentials that tools may carry.
extension MessageShape {
  static let retrieval = MessageShape([
    "disableAttribution": .bool,
    "externalApi": .of(.externalAPI),
    "vertexAiSearch": .of(.vertexSearch),
    "vertexRagStore": .of(.ragStore),
  ])

  static let externalAPI = MessageShape([
    "apiAuth": .of(
      MessageShape([
        "apiKeyConfig": .of(MessageShape(["apiKeySecretVersion": .string, "apiKeyString": .string]))
      ])),
    "apiSpec": .oneOf("API_SPEC_UNSPECIFIED", "SIMPLE_SEARCH", "ELASTIC_SEARCH"),
    "authConfig": .of(.toolCredential),
    "elasticSearchParams": .of(
      MessageShape(["index": .string, "numHits": .integer, "searchTemplate": .string])),
    "endpoint": .string,
    "simpleSearchParams": .of(.empty),
  ])

  static let toolCredential = MessageShape([
    "apiKey": .string,
    "apiKeyConfig": .of(
      MessageShape([
        "apiKeySecret": .string, "apiKeyString": .string, "httpElementLocation": .string, "name": .string,
      ])),
    "authType": .oneOf(
      "AUTH_TYPE_UNSPECIFIED", "NO_AUTH", "API_KEY_AUTH", "HTTP_BASIC_AUTH", "GOOGLE_SERVICE_ACCOUNT_AUTH",
      "OAUTH", "OIDC_AUTH"),
    "googleServiceAccountConfig": .of(MessageShape(["serviceAccount": .string])),
    "httpBasicAuthConfig": .of(MessageShape(["credentialSecret": .string])),
    "oauthConfig": .of(MessageShape(["accessToken": .string, "serviceAccount": .string])),
    "oidcConfig": .of(MessageShape(["idToken": .string, "serviceAccount": .string])),
  ])

  static let vertexSearch = MessageShape([
    "dataStoreSpecs": .list(of: MessageShape(["dataStore": .string, "filter": .string])),
    "datastore": .string,
    "engine": .string,
    "filter": .string,
    "maxResults": .integer,
  ])

  static let ragStore = MessageShape([
    "ragCorpora": .list(.string),
    "ragResources": .list(of: MessageShape(["ragCorpus": .string, "ragFileIds": .list(.string)])),
    "ragRetrievalConfig": .of(
      MessageShape([
        "filter": .of(
          MessageShape([
            "metadataFilter": .string, "vectorDistanceThreshold": .number, "vectorSimilarityThreshold": .number,
          ])),
        "hybridSearch": .of(MessageShape(["alpha": .number])),
        "ranking": .of(
          MessageShape([
            "llmRanker": .of(MessageShape(["modelName": .string])),
            "rankService": .of(MessageShape(["modelName": .string])),
          ])),
        "topK": .integer,
      ])),
    "similarityTopK": .integer,
    "storeContext": .bool,
    "vectorDistanceThreshold": .number,
  ])
}
