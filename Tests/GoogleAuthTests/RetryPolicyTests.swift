import Testing

@testable import GoogleAuth

@Suite struct RetryPolicyTests {
  func waits(_ policy: RetryPolicy, _ outcome: RetryPolicy.Outcome, random: Double = 0.5) -> [Duration] {
    (1...9).prefix { policy.wait(after: $0, outcome, random: random) != nil }
      .compactMap { policy.wait(after: $0, outcome, random: random) }
  }
  func status(_ status: Int, _ code: String? = nil) -> RetryPolicy.Outcome {
    .answer(status: status, code: code, reason: nil)
  }

  @Test("A token endpoint is asked three times, after 1 s and 2 s", arguments: [408, 429, 500, 503, 504])
  func token(_ code: Int) { #expect(waits(.token, status(code)) == [.seconds(1), .seconds(2)]) }

  @Test("A refusal is final", arguments: [400, 401, 403, 404, 501, 502])
  func refusal(_ code: Int) { #expect(waits(.token, status(code)).isEmpty) }

  @Test(
    "A refusal that calls itself temporary is not final",
    arguments: ["internal_failure", "server_error", "temporarily_unavailable"])
  func temporary(_ code: String) { #expect(waits(.token, status(400, code)).count == 2) }

  @Test("STS and IAM are asked once more after any 5xx")
  func onceMore() {
    #expect(waits(.onceMore, status(502)).count == 1)
    #expect(waits(.onceMore, status(429)).isEmpty)
  }

  @Test("The metadata server is asked five times")
  func metadata() {
    #expect(waits(.metadata, .noAnswer) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
  }

  @Test("Waits vary by a tenth either way")
  func jitter() {
    #expect(waits(.token, .noAnswer, random: 0) == [.milliseconds(900), .milliseconds(1800)])
    #expect(waits(.token, .noAnswer, random: 0.9999)[0] > .milliseconds(1095))
  }
}
