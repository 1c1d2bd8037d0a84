import ByteJSON
import Conversation

/// `usageMetadata`. Vertex says `candidates…` where AI Studio says `response…`. Details by modality need not add up to
/// the count (25 to 51 tokens have been seen missing): the rest counts as text.
extension Usage {
  init(gemini node: JSONNode) {
    var prompt = TokenCount()
    var tools = TokenCount()
    var cache = TokenCount()
    var answer = TokenCount()
    var thoughts = TokenCount()
    for (key, value) in node.members ?? [] {
      switch key {
      case "promptTokenCount", "prompt_token_count": prompt.total = value.protoCount
      case "promptTokensDetails", "prompt_tokens_details": prompt.read(details: value)
      case "toolUsePromptTokenCount", "tool_use_prompt_token_count": tools.total = value.protoCount
      case "toolUsePromptTokensDetails", "tool_use_prompt_tokens_details": tools.read(details: value)
      case "cachedContentTokenCount", "cached_content_token_count": cache.total = value.protoCount
      case "cacheTokensDetails", "cache_tokens_details": cache.read(details: value)
      case "candidatesTokenCount", "candidates_token_count", "responseTokenCount", "response_token_count":
        answer.total = value.protoCount
      case "candidatesTokensDetails", "candidates_tokens_details", "responseTokensDetails", "response_tokens_details":
        answer.read(details: value)
      case "thoughtsTokenCount", "thoughts_token_count": thoughts.total = value.protoCount
      default: break  // The total is recomputed; traffic and service tiers have no place in a client's usage.
      }
    }
    var input = prompt.tokens
    input += tools.tokens
    var output = answer.tokens
    output += thoughts.tokens
    self.init(input: input, cached: cache.tokens, output: output)
  }
}

/// One count of `usageMetadata` and its details.
private struct TokenCount {
  var total: Int?
  private var details = Usage.Tokens()

  mutating func read(details node: JSONNode) {
    details = Usage.Tokens()
    for entry in node.elements ?? [] {
      let count = (entry["tokenCount"] ?? entry["token_count"])?.protoCount ?? 0
      switch entry["modality"]?.string ?? "" {
      case "AUDIO": details.audio += count
      case "IMAGE", "VIDEO": details.image += count
      default: details.text += count  // TEXT, DOCUMENT, and whatever comes.
      }
    }
  }

  /// The details, the rest under text.
  var tokens: Usage.Tokens {
    var tokens = details
    if let total { tokens.text += max(0, total - details.total) }
    return tokens
  }
}
