import Testing

@testable import Admission

struct RefusalTests {
  @Test("The body has OpenAI's form, with null for what is not there")
  func body() {
    let refusal = Refusal(status: 401, code: nil, message: "No \"key\".\n\u{1}é\\")
    #expect(
      refusal.json
        == #"{"error":{"message":"No \"key\".\n\u0001é\\","type":"invalid_request_error","param":null,"code":null}}"#)
  }

  @Test("An unknown model is answered with the names of the known ones")
  func unknownModel() {
    let refusal = Refusal.unknownModel("gpt-4o", known: ["live", "vertex/*"])
    #expect(refusal.status == 404)
    #expect(refusal.code == "model_not_found")
    #expect(refusal.param == "model")
    #expect(refusal.message == "The model 'gpt-4o' does not exist. Models of this gateway: live, vertex/*.")
  }

  @Test("Long names and long lists are cut short")
  func long() {
    let refusal = Refusal.unknownModel(String(repeating: "x", count: 5000), known: (0..<1000).map { "m\($0)" })
    #expect(refusal.message.count < 1000)
    #expect(refusal.message.hasSuffix("m49 and 950 more."))
  }

  @Test("A full gateway says when to come again")
  func full() {
    #expect(Refusal.full(retryAfterSeconds: 5).retryAfterSeconds == 5)
    #expect(Refusal.full(retryAfterSeconds: 5).status == 503)
    #expect(Refusal.draining.retryAfterSeconds == 1)
  }

  @Test("Each refusal has its status")
  func statuses() {
    let refusals: [Refusal] = [
      .missingKey, .wrongKey, .originNotAllowed, .missingModel(known: []), .unknownPath("/x"), .badRequest("x"),
    ]
    #expect(refusals.map(\.status) == [401, 401, 403, 400, 404, 400])
  }
}
