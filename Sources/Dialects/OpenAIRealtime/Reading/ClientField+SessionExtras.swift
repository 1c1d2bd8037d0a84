import ByteJSON
import Conversation

/// Session fields that are kept as they were written, or only checked.
extension ClientField {
  /// `auto`, `disabled` or `{"type":"retention_ratio",…}`; nil is `auto`.
  func truncation() throws(Fault) -> RawJSON? {
    if isNull { return nil }
    if node.kind == .string { return try choice(["auto", "disabled"]) == "auto" ? nil : node.raw }
    try object().required("type").choice(["retention_ratio"])
    _ = try required("retention_ratio").decimal(in: 0...1)
    if let limits = present("token_limits") {
      _ = try limits.object().present("post_instructions")?.integer(in: 0...Int.max)
    }
    return node.raw
  }

  /// `auto`, `{"workflow_name":…,"group_id":…,"metadata":…}` or null.
  func tracing() throws(Fault) -> RawJSON? {
    if isNull { return nil }
    if node.kind == .string {
      try choice(["auto"])
      return node.raw
    }
    _ = try object().present("workflow_name")?.string()
    _ = try present("group_id")?.string()
    _ = try present("metadata")?.object()
    return node.raw
  }

  func include() throws(Fault) {
    if isNull { return }
    for element in try elements() { _ = try element.string() }
  }
}
