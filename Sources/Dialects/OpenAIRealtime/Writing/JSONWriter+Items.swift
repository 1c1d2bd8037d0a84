import ByteJSON
import Conversation

extension JSONWriter {
  /// `"previous_item_id":…,"item":{…}`
  mutating func placed(_ item: Item, after previous: String?, _ wire: ClientContract.Wire) {
    member("previous_item_id", orNull: previous)
    self.item(item, wire)
  }

  /// `"item":{…}`
  mutating func item(_ item: Item, _ wire: ClientContract.Wire) {
    key("item")
    value(item, wire)
  }

  /// The item itself. The bytes of audio and pictures are left out everywhere.
  mutating func value(_ item: Item, _ wire: ClientContract.Wire) {
    object {
      $0.member("id", item.id)
      $0.member("object", "realtime.item")
      switch item.kind {
      case .message(let role, let content):
        $0.member("type", "message")
        $0.member("status", item.status.rawValue)
        $0.member("role", role.rawValue)
        $0.array("content") {
          for part in content { $0.content(part, item.citations, wire) }
        }
      case .functionCall(let callID, let name, let arguments):
        $0.member("type", "function_call")
        $0.member("status", item.status.rawValue)
        $0.member("call_id", callID)
        $0.member("name", name)
        // Never left out: the GA model of openai-python wants it, also while it is still empty.
        $0.member("arguments", arguments?.text ?? "")
      case .functionCallOutput(let callID, let output):
        $0.member("type", "function_call_output")
        $0.member("status", item.status.rawValue)
        $0.member("call_id", callID)
        $0.member("output", output)
      }
    }
  }

  mutating func truncation(of id: String, _ contentIndex: Int, _ audioEndMs: Int) {
    member("item_id", id)
    member("content_index", contentIndex)
    member("audio_end_ms", audioEndMs)
  }

  /// Nothing is null but the transcript of the user's speech under GA; the beta's schema has no null there.
  private mutating func content(_ content: Item.Content, _ citations: [Citation], _ wire: ClientContract.Wire) {
    object {
      switch content {
      case .inputText(let text):
        $0.member("type", "input_text")
        $0.member("text", text)
      case .inputAudio(let transcript, _):
        $0.member("type", "input_audio")
        switch wire {
        case .ga: $0.member("transcript", orNull: transcript)
        case .beta: $0.member("transcript", ifPresent: transcript)
        }
      case .inputImage(let detail, _):
        $0.member("type", "input_image")
        $0.member("detail", detail.rawValue)
      case .outputText(let text):
        $0.member("type", wire.outputText)
        $0.member("text", text)
      case .outputAudio(let transcript):
        $0.member("type", wire.outputAudio)
        $0.member("transcript", transcript)
      }
      $0.annotations(citations, of: content.text)
    }
  }
}
