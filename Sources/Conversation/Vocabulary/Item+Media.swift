extension Item {
  /// The same item for the record and for the client: pictures and recordings are kept only until they have gone up.
  package var withoutMedia: Item {
    guard case .message(let role, let content) = kind, mediaByteCount > 0 else { return self }
    var bare = self
    bare.kind = .message(role: role, content: content.map(\.withoutMedia))
    return bare
  }

  /// Of its pictures and recordings, base64 counted as it is.
  package var mediaByteCount: Int { content.reduce(0) { $0 + $1.mediaByteCount } }

  /// The pictures of a message of the user that holds nothing else; nil for any other item.
  package var picturesAlone: [Picture]? {
    guard case .message(.user, let content) = kind, !content.isEmpty else { return nil }
    var pictures: [Picture] = []
    for part in content {
      guard case .inputImage(_, let picture?) = part else { return nil }
      pictures.append(picture)
    }
    return pictures
  }

  /// The user speaks in it.
  package var isSpoken: Bool {
    content.contains { part in
      switch part {
      case .inputAudio: true
      case .inputText, .inputImage, .outputText, .outputAudio: false
      }
    }
  }
}

extension Item.Content {
  /// Bytes of text, base64 counted as it is.
  package var byteCount: Int {
    text.utf8.count + mediaByteCount
  }

  fileprivate var mediaByteCount: Int {
    switch self {
    case .inputText, .outputText, .outputAudio: 0
    case .inputAudio(_, let recording): recording?.base64.count ?? 0
    case .inputImage(_, let picture): picture?.base64.count ?? 0
    }
  }

  fileprivate var withoutMedia: Item.Content {
    switch self {
    case .inputText, .outputText, .outputAudio: self
    case .inputAudio(let transcript, _): .inputAudio(transcript: transcript)
    case .inputImage(let detail, _): .inputImage(detail: detail, nil)
    }
  }
}
