import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: closes and refusals")
struct GeminiCloseTests {
  struct Close: Sendable, CustomTestStringConvertible {
    var code: Int?
    var reason = ""
    var verdict: UpstreamClosure.Verdict
    var fault: String
    var says: [String] = []
    var testDescription: String { "\(code.map(String.init) ?? "no close frame") \(reason)" }
  }

  static let table: [Close] = [
    Close(code: nil, verdict: .transient, fault: "server_error", says: ["gemini-3.8-live in us-east4", "new session"]),
    Close(code: 1000, verdict: .transient, fault: "server_error"),
    Close(code: 1001, verdict: .transient, fault: "server_error"),
    Close(code: 1006, verdict: .transient, fault: "server_error"),
    Close(
      code: 1007, reason: "Request contains an invalid argument.", verdict: .fatal, fault: "invalid_request",
      says: ["gemini-3.8-live in us-east4", "Google said: Request contains an invalid argument."]),
    Close(
      code: 1007, reason: "Invalid JSON payload received. Unknown name \"proactivity\" at 'setup': Cannot find field.",
      verdict: .fatal, fault: "invalid_request", says: ["v1beta1", "proactivity"]),
    Close(
      code: 1007, reason: "Text output is not supported for native audio output model", verdict: .fatal,
      fault: "invalid_request", says: ["modality"]),
    Close(
      code: 1007,
      reason: "Explicit activity control is not supported when automatic activity detection is enabled",
      verdict: .fatal, fault: "invalid_request"),
    Close(
      code: 1007, reason: "User location is not supported for the API use.", verdict: .refusedHere,
      fault: "invalid_request"),
    Close(
      code: 1007, reason: "API key not valid. Please pass a valid API key.", verdict: .refusedHere,
      fault: "upstream_unauthorized", says: ["gcloud auth application-default login"]),
    Close(
      code: 1008,
      reason:
        "Publisher Model `projects/secret-project-7/locations/us-east4/publishers/google/models/gemini-3.8-live` was not",
      verdict: .refusedHere, fault: "model_not_found", says: ["gemini-3.8-live", "us-east4", "vertex_location"]),
    Close(
      code: 1008, reason: "models/x is not found for API version v1beta, or is not supported for bidiGenerateContent",
      verdict: .refusedHere, fault: "model_not_found"),
    Close(code: 1008, reason: "BidiGenerateContent session not found", verdict: .handleUnknown, fault: "server_error"),
    Close(code: 1008, reason: "The operation was aborted.", verdict: .transient, fault: "server_error"),
    Close(code: 1008, reason: "Requested entity was not found.", verdict: .transient, fault: "server_error"),
    Close(
      code: 1008, reason: "Operation is not implemented, or supported, or enabled.", verdict: .transient,
      fault: "server_error"),
    Close(code: 1008, reason: "The reference media was blocked.", verdict: .fatal, fault: "invalid_request"),
    Close(code: 1009, verdict: .fatal, fault: "invalid_request"),
    Close(code: 1011, reason: "Internal error encountered.", verdict: .transient, fault: "server_error"),
    Close(code: 1011, reason: "The service is currently unavailable.", verdict: .transient, fault: "server_error"),
    Close(code: 1011, reason: "RPC::DEADLINE_EXCEEDED", verdict: .transient, fault: "server_error"),
    Close(
      code: 1011, reason: "RESOURCE_EXHAUSTED: Maximum concurrent sessions 1000 reached.", verdict: .quota,
      fault: "rate_limit_exceeded", says: ["quota"]),
    Close(
      code: 1011, reason: "You exceeded your current quota, please check your plan", verdict: .quota,
      fault: "rate_limit_exceeded"),
    Close(code: 4711, reason: "?", verdict: .transient, fault: "server_error"),
  ]

  @Test("A close means this", arguments: table)
  func close(_ row: Close) throws {
    let closure = try GeminiLive.vertex().explain(close: row.code, reason: row.reason)
    #expect(closure.verdict == row.verdict)
    #expect(closure.fault.code == row.fault)
    for phrase in row.says { #expect(closure.fault.message.contains(phrase)) }
    #expect(!closure.fault.message.contains("secret-project-7"))
  }

  @Test("A retired model, or one of the other service, is said to be so")
  func wrongModel() throws {
    let reason = "Publisher Model `projects/x` was not found"
    let retired = try GeminiLive.aiStudio("gemini-live-2.5-flash-preview").explain(close: 1008, reason: reason)
    #expect(retired.fault.message.contains("retired it on 2025-12-09: use gemini-3.8-live"))
    let elsewhere = try GeminiLive.vertex("gemini-3.8-live-extended-thinking").explain(close: 1008, reason: reason)
    #expect(elsewhere.fault.message.contains("Google AI Studio only"))
    let vertexOnly = try GeminiLive.aiStudio("gemini-live-2.5-flash-native-audio").explain(close: 1008, reason: reason)
    #expect(vertexOnly.fault.message.contains("Vertex AI only"))
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var status: Int
    var body = ""
    var verdict: UpstreamClosure.Verdict
    var fault: String
    var says: String
    var testDescription: String { "\(status) \(says)" }
  }

  static let refusals: [Refusal] = [
    Refusal(
      status: 401,
      body:
        #"{"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}"#,
      verdict: .refusedHere, fault: "upstream_unauthorized", says: "gcloud auth application-default login"),
    Refusal(
      status: 403,
      body:
        #"{"error":{"code":403,"message":"Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/secret-project-7/locations/us-east4'.","status":"PERMISSION_DENIED"}}"#,
      verdict: .refusedHere, fault: "upstream_forbidden", says: "roles/aiplatform.user"),
    Refusal(
      status: 403,
      body:
        #"[{"error":{"code":403,"message":"Vertex AI API has not been used in project 123456789012 before or it is disabled.","status":"PERMISSION_DENIED"}}]"#,
      verdict: .refusedHere, fault: "upstream_forbidden", says: "gcloud services enable aiplatform.googleapis.com"),
    Refusal(
      status: 403,
      body:
        #"{"error":{"message":"Caller does not have required permission serviceusage.services.use to use project secret-project-7"}}"#,
      verdict: .refusedHere, fault: "upstream_forbidden", says: "set-quota-project"),
    Refusal(
      status: 404, body: "<html>Not Found</html>", verdict: .refusedHere, fault: "model_not_found",
      says: "vertex_location"),
    Refusal(
      status: 400, body: #"{"error":{"message":"API key not valid."}}"#, verdict: .refusedHere,
      fault: "upstream_unauthorized", says: "credentials"),
    Refusal(
      status: 400, body: "Bad Request", verdict: .refusedHere, fault: "server_error",
      says: "HTTP 400. Check api_base, api_version and the proxy. Google said: Bad Request"),
    Refusal(status: 429, body: "", verdict: .quota, fault: "rate_limit_exceeded", says: "quota"),
    Refusal(status: 500, body: "", verdict: .transient, fault: "server_error", says: "Try again"),
    Refusal(
      status: 503, body: #"{"error":{"message":"The service is currently unavailable."}}"#, verdict: .transient,
      fault: "server_error", says: "currently unavailable"),
    Refusal(
      status: 302, body: "<a href=x>", verdict: .refusedHere, fault: "server_error",
      says: "HTTP 302. Check api_base, api_version and the proxy."),
  ]

  @Test("A refused handshake says what to do", arguments: refusals)
  func refusal(_ row: Refusal) throws {
    let closure = try GeminiLive.vertex().explain(handshake: row.status, body: Array(row.body.utf8))
    #expect(closure.verdict == row.verdict)
    #expect(closure.fault.code == row.fault)
    #expect(closure.fault.message.contains(row.says))
    for secret in ["secret-project-7", "123456789012"] { #expect(!closure.fault.message.contains(secret)) }
  }

  @Test("A key is asked for where a key is used")
  func keyAdvice() throws {
    let closure = try GeminiLive.aiStudio("gemini-3.8-live").explain(handshake: 401, body: [])
    #expect(closure.fault.message.contains("Check api_key."))
    #expect(!closure.fault.message.contains("gcloud"))
  }

  @Test(
    "A server's words are shown without what is nobody's business",
    arguments: [
      ("Publisher Model `projects/my-proj/locations/us`", "Publisher Model `projects/…/locations/us`"),
      ("cut in projects/my-pr", "cut in projects/…"),
      ("project secret-project-7 has", "project … has"),
      ("your project does not have access", "your project does not have access"),
      ("project 123456789 is gone", "project … is gone"),
      ("consumer 'project_number:4711'", "consumer 'project_number:…'"),
      ("for voice@my-proj.iam.gserviceaccount.com.", "for …"),
      ("token ya29.a0AfB_byC is bad", "token … is bad"),
      ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
      ("wss://h/ws?key=AIzaSyA&x=1", "wss://h/ws?key=…&x=1"),
      (
        "model gemini-2.5-flash-native-audio-preview-12-2025 is gone",
        "model gemini-2.5-flash-native-audio-preview-12-2025 is gone"
      ),
      ("two\r\nlines\u{1B}[31m", "two lines[31m"),
      ("SECRET-PROJECT-7", "…"),
    ])
  func redaction(_ text: String, _ shown: String) {
    #expect(Redaction.shown(text, hiding: "secret-project-7") == shown)
  }

  @Test("A long reason is cut")
  func long() {
    #expect(Redaction.shown(String(repeating: "word ", count: 1000), hiding: nil).count <= Redaction.limit)
  }
}
