import NIOHTTP1
import Testing

@testable import UpstreamSimulator

@Suite("Who is let in")
struct HandshakeJudgeTests {
  private static let vertex = "/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
  private static let studio = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"

  private func judge(
    _ target: String, _ headers: HTTPHeaders = [:], accepting tokens: Set<String>? = nil
  ) -> Int {
    do {
      _ = try HandshakeJudge(acceptedTokens: tokens).judge(target: target, headers)
      return 101
    } catch {
      return error.status
    }
  }

  @Test("Both services are reached on their paths, in every version, with their credential")
  func letsIn() {
    let bearer: HTTPHeaders = ["Authorization": "Bearer ya29.token"]
    let key: HTTPHeaders = ["x-goog-api-key": "AIza"]
    #expect(judge(Self.vertex, bearer) == 101)
    #expect(judge("/" + Self.vertex, bearer) == 101)
    #expect(judge(Self.vertex.replacing(".v1.", with: ".v1beta1."), bearer) == 101)
    #expect(judge(Self.vertex, key) == 101)
    #expect(judge(Self.studio, key) == 101)
    #expect(judge(Self.studio + "?key=AIza") == 101)
    #expect(judge(Self.studio.replacing("v1beta", with: "v1alpha"), key) == 101)
  }

  @Test("A missing, empty or foreign credential is answered with 401")
  func asksForCredentials() {
    #expect(judge(Self.vertex) == 401)
    #expect(judge(Self.vertex, ["Authorization": "Bearer "]) == 401)
    #expect(judge(Self.vertex, ["Authorization": "Basic abc"]) == 401)
    #expect(judge(Self.studio) == 401)
    #expect(judge(Self.studio + "?key=") == 401)
    #expect(judge(Self.studio, ["Authorization": "Bearer ya29.token"]) == 401)
    #expect(judge(Self.vertex, ["Authorization": "Bearer old"], accepting: ["new"]) == 401)
    #expect(judge(Self.vertex, ["Authorization": "Bearer new"], accepting: ["new"]) == 101)
  }

  @Test(
    "Any other path is answered with 404",
    arguments: [
      "/", "/v1/realtime", "/ws/google.cloud.aiplatform.v2.LlmBidiService/BidiGenerateContent",
      "/ws/google.cloud.aiplatform.v1.LlmBidiService.BidiGenerateContent",
    ])
  func knowsPaths(path: String) {
    #expect(judge(path, ["Authorization": "Bearer t"]) == 404)
  }

  @Test("A refusal has Google's body")
  func writesBody() {
    let body = String(decoding: GoogleHTTPError(status: 429, message: "Quota.").body, as: UTF8.self)
    #expect(body == #"{"error":{"code":429,"message":"Quota.","status":"RESOURCE_EXHAUSTED"}}"#)
  }
}
