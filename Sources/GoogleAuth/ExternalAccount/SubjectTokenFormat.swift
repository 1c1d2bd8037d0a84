internal import FoundationEssentials

/// How a subject token is written in a file or an answer.
enum SubjectTokenFormat: Decodable, Sendable, Equatable {
  /// The whole content is the token; nothing is trimmed, as in google-auth.
  case text
  case json(field: String)

  private enum CodingKeys: String, CodingKey {
    case type
    case field = "subject_token_field_name"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch try fields.decodeIfPresent(String.self, forKey: .type) ?? "text" {
    case "text": self = .text
    case "json": self = .json(field: try fields.decode(FilledText.self, forKey: .field).text)
    case _:
      throw FileProblem.badValue(key: "credential_source.format.type", reason: "must be text or json")
    }
  }

  /// - Parameter source: names the file or URL in errors.
  func read(_ content: Data, source: String) throws(SubjectTokenProblem) -> Secret {
    let token: String?
    switch self {
    case .text: token = String(data: content, encoding: .utf8)
    case .json(let field):
      guard let fields = try? JSONDecoder().decode([String: TextOrElse].self, from: content) else {
        throw .notJSON(source: source)
      }
      token = fields[field]?.text
      if token == nil { throw .missingField(source: source, field: field) }
    }
    guard let token, !token.isEmpty else { throw .empty(source: source) }
    return Secret(token)
  }

  /// A value of which only text is of interest.
  private struct TextOrElse: Decodable {
    var text: String?
    init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
  }
}
