/// A text that a credential file must have and that must not be empty.
struct FilledText: Decodable, Sendable, Hashable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    text = try container.decode(String.self)
    if text.isEmpty {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "empty")
    }
  }
}
