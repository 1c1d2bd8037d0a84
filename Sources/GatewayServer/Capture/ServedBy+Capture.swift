internal import ByteJSON
internal import Conversation

extension ServedBy {
  /// `"served_by":{…}`, in a story's words.
  func write(to line: inout JSONWriter) {
    line.object("served_by") { line in
      line.member("deployment", deployment)
      line.member("model", model)
    }
  }
}
