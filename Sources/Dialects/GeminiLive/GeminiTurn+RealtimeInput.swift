import ByteJSON
import Conversation
import VoiceAudio

/// A turn for a model that no longer takes `clientContent`.
extension GeminiTurn {
  /// It makes the model answer by itself: a picture alone does not.
  var asksWhenSpoken: Bool {
    parts.contains { part in
      switch part {
      case .text, .recording: true
      case .picture: false
      }
    }
  }

  /// It holds a recording.
  var isSpoken: Bool {
    parts.contains { part in
      switch part {
      case .recording: true
      case .text, .picture: false
      }
    }
  }

  /// Pictures first, so that they are there when the text asks about them. `isInActivity`: the end of a recording is
  /// not said, because only automatic detection may hear of it.
  func realtimeInputs(isInActivity: Bool) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    for case .picture(let picture) in parts { messages.append(Self.frame(picture)) }
    for case .recording(let recording) in parts { messages += Self.speech(recording, endsStream: !isInActivity) }
    if let marked { messages.append(Self.realtimeInput { $0.member("text", marked) }) }
    return messages
  }

  /// One frame of a video.
  static func frame(_ picture: Picture) -> [UInt8] {
    realtimeInput { $0.object("video") { $0.blob(picture) } }
  }

  /// As if the user said it now.
  private static func speech(_ recording: Recording, endsStream: Bool) -> [[UInt8]] {
    let all = 0..<recording.base64.count
    let pieces = Base64.pieces(of: all, characters: longestAudio).map { piece in
      realtimeInput { $0.object("audio") { $0.speech(recording, piece) } }
    }
    return endsStream ? pieces + [realtimeInput { $0.member("audioStreamEnd", true) }] : pieces
  }

  private static func realtimeInput(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { $0.object("realtimeInput", members) }
    return writer.bytes
  }

  /// Characters of base64 in one message, as for the microphone.
  private static let longestAudio = 64 << 10
}

extension Item.Content {
  /// Nil where there is nothing to tell.
  var upstreamPart: GeminiTurn.Part? {
    switch self {
    case .inputText(let text), .outputText(let text), .outputAudio(let text), .inputAudio(let text?, _):
      text.isEmpty ? nil : .text(text)
    case .inputAudio(nil, let recording): recording.map { .recording($0) }
    case .inputImage(_, let picture): picture.map { .picture($0) } ?? .text(Self.formerPicture)
    }
  }

  /// A picture that went up on an earlier connection and is not kept: at least the model knows that there was one.
  private static let formerPicture = "[the user showed a picture here]"
}
