/// What a client sends to have something written answered.
enum WrittenTurn {
  static let item = Array(
    (#"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","#
      + #""text":"What time does the ferry to the island leave on Sunday?"}]}}"#).utf8)
  static let create = Array(#"{"type":"response.create"}"#.utf8)
}
