import ByteJSON
import Conversation

extension JSONWriter {
  /// `"response_id":…,"item_id":…,"output_index":…,"content_index":…`
  mutating func address(_ part: PartAddress) {
    member("response_id", part.responseID)
    member("item_id", part.itemID)
    member("output_index", part.outputIndex)
    member("content_index", part.contentIndex)
  }

  /// A delta, or the whole text at the end of a part.
  mutating func piece(of part: PartAddress, _ name: StaticString, _ text: String) {
    address(part)
    member(name, text)
  }

  mutating func output(_ item: Item, at index: Int, of responseID: String, _ wire: ClientContract.Wire) {
    member("response_id", responseID)
    member("output_index", index)
    self.item(item, wire)
  }

  /// `"part":{"type":"audio","transcript":…}`: these names in both generations.
  mutating func part(_ part: PartAddress, _ content: Item.Content, _ citations: [Citation] = []) {
    address(part)
    object("part") {
      switch content {
      case .inputText(let text), .outputText(let text):
        $0.member("type", "text")
        $0.member("text", text)
      case .inputAudio, .outputAudio:
        $0.member("type", "audio")
        $0.member("transcript", content.text)
      // No answer holds a picture; the wire has no word for one here.
      case .inputImage:
        $0.member("type", "text")
        $0.member("text", content.text)
      }
      $0.annotations(citations, of: content.text)
    }
  }

  /// `"error":{…}`; `event_id` is the client's.
  mutating func error(_ fault: Fault) {
    object("error") {
      $0.member("type", fault.kind.rawValue)
      $0.member("code", fault.code)
      $0.member("message", fault.message)
      $0.member("param", orNull: fault.param)
      $0.member("event_id", orNull: fault.eventID)
    }
  }
}
