internal import FoundationEssentials

extension Refusal {
  /// Reads OAuth's `{"error":"…","error_description":"…"}` or Google's `{"error":{"status":"…","message":"…"}}`;
  /// any other body is left out: a proxy's page helps nobody.
  init(service: AuthService, _ answer: AuthAnswer, hiding secrets: [Secret]) {
    self.init(service: service, status: answer.status)
    guard let body = try? JSONDecoder().decode(Body.self, from: answer.body) else { return }
    func clean(_ text: String?) -> String? { text.map { PeerText.clean($0, hiding: secrets) } }
    code = clean(body.code)
    reason = clean(body.reason)
    subtype = clean(body.subtype)
  }

  private struct Body: Decodable {
    var code: String?
    var reason: String?
    var subtype: String?

    private enum CodingKeys: String, CodingKey {
      case error
      case reason = "error_description"
      case subtype = "error_subtype"
    }

    private struct Status: Decodable {
      var status: String?
      var message: String?
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      if let status = try? fields.decode(Status.self, forKey: .error) {
        code = status.status
        reason = status.message
      } else {
        code = try? fields.decode(String.self, forKey: .error)
        reason = try? fields.decode(String.self, forKey: .reason)
      }
      subtype = try? fields.decode(String.self, forKey: .subtype)
    }
  }
}
