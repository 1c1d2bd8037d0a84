import ByteJSON

extension MediaBlob {
  /// From a `Blob` whose shape has been checked.
  init(reading node: JSONNode) {
    self.init(
      mimeType: node.field("mimeType")?.string ?? "",
      bytes: node.field("data")?.decodedBase64 ?? [])
  }
}
