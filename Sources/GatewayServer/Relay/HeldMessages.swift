internal import Conversation
internal import NIOCore

/// Messages for an upstream that is not there yet, in order. The session bounds the audio, by `dropOldestAudio`, and
/// the text of the items.
struct HeldMessages {
  private enum Kind {
    case command
    case audio
  }

  private var messages: CircularBuffer<(kind: Kind, bytes: [UInt8])> = []

  mutating func hold(_ bytes: [UInt8]) { messages.append((.command, bytes)) }

  mutating func holdAudio(_ bytes: [UInt8]) { messages.append((.audio, bytes)) }

  /// Copies the splice out of the message it names a range of.
  mutating func holdAudio(_ splice: Splice, of message: ByteBuffer) {
    var bytes = splice.head
    bytes.reserveCapacity(splice.byteCount)
    bytes += message.getBytes(at: message.readerIndex + splice.payload.lowerBound, length: splice.payload.count) ?? []
    bytes += splice.tail
    holdAudio(bytes)
  }

  mutating func dropOldestAudio(count: Int) {
    var left = count
    messages.removeAll { message in
      guard left > 0, message.kind == .audio else { return false }
      left -= 1
      return true
    }
  }

  /// Everything held, oldest first; nothing is held afterwards.
  mutating func takeAll() -> [[UInt8]] {
    defer { messages.removeAll() }
    return messages.map(\.bytes)
  }
}
