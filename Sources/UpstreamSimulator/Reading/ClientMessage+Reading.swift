import ByteJSON

extension ClientContentMessage {
  /// From a `clientContent` whose shape has been checked.
  init(reading node: JSONNode) throws(Refusal) {
    let turns = node.field("turns")?.elements ?? []
    for turn in turns { try Self.requireKnownMedia(turn) }
    self.init(turns: turns.map(Content.init(reading:)), turnComplete: node.field("turnComplete")?.bool ?? false)
  }

  /// Pictures and sounds are what the models take in.
  private static func requireKnownMedia(_ turn: JSONNode) throws(Refusal) {
    for part in turn.field("parts")?.elements ?? [] {
      guard let data = part.field("inlineData") else { continue }
      let blob = MediaBlob(reading: data)
      guard blob.isStillPicture || blob.isSound else {
        throw .invalid("Mime type '\(blob.mimeType)' is not supported.")
      }
    }
  }
}

extension RealtimeInputMessage {
  /// From a `realtimeInput` whose shape has been checked.
  init(reading node: JSONNode, _ traits: ModelTraits, automaticDetection: Bool) throws(Refusal) {
    if let audio = node.field("audio") {
      self = .audio(try Self.audio(audio, at: "realtime_input.audio"))
    } else if let video = node.field("video") {
      self = .video(try Self.video(video))
    } else if let chunks = node.field("mediaChunks")?.elements {
      self = .mediaChunks(try Self.chunks(chunks, traits))
    } else if let text = node.field("text")?.string {
      self = .text(text)
    } else if node.field("activityStart") != nil {
      self = .activityStart
      try Self.requireManual(automaticDetection)
    } else if node.field("activityEnd") != nil {
      self = .activityEnd
      try Self.requireManual(automaticDetection)
    } else {
      // `audioStreamEnd: false` says nothing; there is no reason to send it.
      guard node.field("audioStreamEnd")?.bool == true else { throw .invalidArgument }
      guard automaticDetection else {
        throw .invalidArgument("audio_stream_end needs automatic activity detection.")
      }
      self = .audioStreamEnd
    }
  }

  private static func requireManual(_ automaticDetection: Bool) throws(Refusal) {
    guard automaticDetection else { return }
    throw .invalid(
      "Explicit activity control is not supported when automatic activity detection is enabled")
  }

  private static func audio(_ node: JSONNode, at path: String) throws(Refusal) -> MediaBlob {
    let blob = MediaBlob(reading: node)
    guard blob.pcmRate != nil else { throw .invalid("Mime type '\(blob.mimeType)' is not supported.") }
    guard blob.bytes.count.isMultiple(of: 2) else {
      throw .invalidArgument("'\(path)' ends in the middle of a 16-bit sample.")
    }
    return blob
  }

  private static func video(_ node: JSONNode) throws(Refusal) -> MediaBlob {
    let blob = MediaBlob(reading: node)
    guard blob.isPicture else { throw .invalid("Mime type '\(blob.mimeType)' is not supported.") }
    return blob
  }

  private static func chunks(_ nodes: [JSONNode], _ traits: ModelTraits) throws(Refusal) -> [MediaBlob] {
    var blobs: [MediaBlob] = []
    for node in nodes {
      if traits.takesPicturesAsChunks, MediaBlob(reading: node).isPicture {
        blobs.append(try video(node))
      } else {
        blobs.append(try audio(node, at: "realtime_input.media_chunks"))
      }
    }
    return blobs
  }
}

extension ToolResponseMessage {
  /// From a `toolResponse` whose shape has been checked. Whether the calls are open is not the reader's to know.
  init(reading node: JSONNode, _ traits: ModelTraits) throws(Refusal) {
    results = []
    for (index, response) in (node.field("functionResponses")?.elements ?? []).enumerated() {
      let path = "tool_response.function_responses[\(index)]"
      let id = response.field("id")?.string
      if traits.numbersCalls, id == nil { throw .invalidArgument("'\(path).id' is missing.") }
      if !traits.numbersCalls, id != nil { throw .invalidArgument("'\(path).id' is not supported by this model.") }
      guard let payload = response.field("response") else { throw .invalidArgument("'\(path).response' is missing.") }
      let error = payload.field("error")
      let output = payload.field("output")
      let said = error ?? output ?? payload
      results.append(
        Result(
          id: id, name: response.field("name")?.string, output: said.string ?? said.raw.text, isError: error != nil,
          scheduling: response.field("scheduling")?.string.flatMap(Scheduling.init)))
    }
    guard !results.isEmpty else { throw .invalidArgument("'tool_response.function_responses' is empty.") }
  }
}

extension ContextUpdateMessage {
  /// From a `contextUpdate` whose shape has been checked.
  init(reading node: JSONNode) {
    self.init(
      systemInstruction: node.field("systemInstruction").map { Content(reading: $0).text },
      tools: node.field("tools").map { ToolSet(reading: $0.field("tools")) })
  }
}
