import Conversation

/// The first line of a story: what the call is.
enum StoryHeader {
  static func of(_ plan: CallPlan) -> [String: Any] {
    var header: [String: Any] = [
      "story": "A random call", "contract": plan.contract.rawValue, "model": plan.model,
    ]
    if plan.isTranscription { header["intent"] = "transcription" }
    if plan.isBare { header["bare"] = true }
    if plan.canReattach { header["reattach"] = true }
    return header
  }
}
