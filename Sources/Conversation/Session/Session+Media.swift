private import VoiceAudio

/// Pictures, live video and recordings that clients put into items.
extension Session {
  /// The same item with its recordings as PCM16 of a known rate. Throws if one is not in the session's input format.
  /// `path` names the message's content in an error.
  func inputsRead(_ kind: Item.Kind, at path: String = "item.content") throws(Fault) -> Item.Kind {
    guard case .message(let role, var content) = kind else { return kind }
    for (index, part) in content.enumerated() {
      guard case .inputAudio(let transcript, let recording?) = part else { continue }
      content[index] = .inputAudio(
        transcript: transcript, try recordingRead(recording, at: "\(path)[\(index)].audio"))
    }
    return .message(role: role, content: content)
  }

  private func recordingRead(_ recording: Recording, at path: String) throws(Fault) -> Recording {
    guard capabilities.hearsRecordings else {
      throw .unsupported(
        "This model takes no recordings in items. Send a transcript with it, or the audio with "
          + "'input_audio_buffer.append'.", param: path)
    }
    switch effective.inputFormat {
    case .pcm16(let rate):
      let bytes = Base64.decodedByteCount(recording.base64.span.bytes, 0..<recording.base64.count)
      guard bytes.isMultiple(of: 2) else {
        throw Fault(
          .invalidRequest, code: "invalid_audio", "The audio holds \(bytes) bytes; PCM16 needs an even number.",
          param: path)
      }
      return Recording(base64: recording.base64, rate: rate)
    case .g711MuLaw, .g711ALaw: return recording.expanded(from: effective.inputFormat)
    }
  }

  /// Whether the item is a frame of a live video; then it went up, or came too soon to be looked at.
  mutating func isVideo(_ item: Item, at now: Moment) -> Bool {
    guard let pictures = item.picturesAlone, pictures.allSatisfy(\.type.isVideoFrame) else {
      video.rowEnded()
      return false
    }
    switch video.picturesCame(isHeard: isListening(at: now), at: now.ms) {
    case .item: return false
    case .frame:
      // The first of the row may still wait for the user to end.
      for earlier in pending.trailingPictures { show(earlier) }
      show(item)
    case .tooSoon:
      tally.videoFramesDropped += 1
      record.frameShown(item.id)
    }
    return true
  }

  private mutating func show(_ item: Item) {
    pending.itemRemoved(item.id)
    record.frameShown(item.id)
    for picture in item.picturesAlone ?? [] { send(.videoFrame(picture)) }
  }

  /// The user's audio is going up, and something hears its turns.
  private func isListening(at now: Moment) -> Bool {
    guard link.isOpen, effective.turnDetection != nil, let lastAppend else { return false }
    return now.ms - lastAppend <= settings.microphonePause
  }
}

extension Recording {
  /// As PCM16 at the same rate.
  fileprivate func expanded(from format: AudioFormat) -> Recording {
    var bytes: [UInt8] = []
    var text: [UInt8] = []
    guard case .decoded = Base64.decode(base64.span.bytes, 0..<base64.count, into: &bytes),
      var transcoder = Transcoder(from: format, to: .pcm16(rate: format.rate))
    else { return Recording(base64: [], rate: format.rate) }
    transcoder.transcode(bytes.span.bytes, into: &text)
    return Recording(base64: text, rate: format.rate)
  }
}

extension Picture.MediaType {
  /// Models take no others as frames.
  fileprivate var isVideoFrame: Bool {
    switch self {
    case .png, .jpeg, .webp: true
    case .heic, .heif: false
    }
  }
}
