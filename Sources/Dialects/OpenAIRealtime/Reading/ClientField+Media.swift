import ByteJSON
import Conversation
import VoiceAudio

extension ClientField {
  /// `{"type":"input_image","image_url":"data:image/png;base64,…","detail":"auto"}`
  func picturePart() throws(Fault) -> Item.Content {
    let detail = try present("detail")?.choice(Picture.Detail.self) ?? .auto
    return .inputImage(detail: detail, try required("image_url").picture())
  }

  /// `{"type":"input_audio","audio":"…","transcript":"…"}`: one of the two suffices. Where the words are known they are
  /// what goes up, and the recording is checked and left.
  func spokenPart() throws(Fault) -> Item.Content {
    let transcript = try present("transcript")?.string()
    let recording = try present("audio")?.recording()
    if let transcript, !transcript.isEmpty { return .inputAudio(transcript: transcript) }
    guard let recording else { throw .missing(path(of: "audio")) }
    return .inputAudio(transcript: nil, recording)
  }

  private func recording() throws(Fault) -> Recording {
    let base64 = try base64(of: text())
    guard !base64.isEmpty else { throw .invalidValue(at: path, "an empty string; send the audio, or its transcript") }
    return Recording(base64: base64)
  }

  private func picture() throws(Fault) -> Picture {
    let text = try text()
    guard let comma = text.prefix(Self.longestDataHead).firstIndex(of: UInt8(ascii: ",")),
      let head = DataURLHead(text[..<comma])
    else {
      throw .unsupported(
        "'\(path)' is not a data URL, and nothing is fetched for a client. Put the picture itself there: "
          + "'data:image/png;base64,…'.", param: path)
    }
    guard let type = head.pictureType else {
      throw .invalidValue(
        head.mediaType, at: path, supported: Picture.MediaType.allCases.map { "data:\($0.rawValue);base64,…" })
    }
    guard head.isBase64 else {
      throw .invalidValue(at: path, "the data must be base64: 'data:\(type.rawValue);base64,…'")
    }
    let base64 = try base64(of: text[(comma + 1)...])
    guard !base64.isEmpty else { throw .invalidValue(at: path, "the data URL holds no picture") }
    return Picture(type: type, base64: base64)
  }

  /// The inside of a string as bytes, of which only one copy is made later. Escapes, which some writers put before each
  /// slash, cost one more.
  private func text() throws(Fault) -> ArraySlice<UInt8> {
    guard let range = node.stringRange else { throw mistyped("a string") }
    return node.hasEscapes ? Array(try string().utf8)[...] : node.message[range]
  }

  private func base64(of text: ArraySlice<UInt8>) throws(Fault) -> [UInt8] {
    switch Base64.validate(text.span.bytes) {
    case .decoded: return Array(text)
    case .invalid(let offset):
      throw .invalidValue(at: path, "the data is not base64: character \(offset) of it does not fit")
    }
  }

  /// Bytes; no media type with its parameters is longer.
  private static let longestDataHead = 256
}
