import ByteJSON
import Conversation
import Dialects
import Frames
import VoiceAudio

/// Every step of an audio frame between the two sockets, and the whole of them.
enum Steps {
  static func all() throws -> [Step] {
    let call = try Call()
    let answering = try Call()
    return scanning + masking + (try speaking()) + audio() + [
      Step(name: "session: a frame up") { call.up() },
      Step(name: "session: a frame down") { answering.down() },
      Step(name: "session: the next deadline") { call.deadline() },
    ]
  }

  private static var scanning: [Step] {
    [
      Step(name: "scan: append") { AudioScanner.append(Frame.append.span.bytes)?.audio.count ?? 0 },
      Step(name: "scan: model audio") { AudioScanner.modelAudio(Frame.modelAudio.span.bytes)?.data.count ?? 0 },
    ]
  }

  private static var masking: [Step] {
    let buffer = Buffer(Frame.append)
    var keys = MaskKeys(seed: 1)
    return [
      Step(name: "frame: mask") {
        buffer.bytes.withUnsafeMutableBytes { Masking.apply(keys.next(), to: $0) }
        return buffer.bytes.count
      },
      Step(name: "frame: validate UTF-8") {
        var text = UTF8Validator()
        return Frame.append.withUnsafeBytes { text.consume($0) } ? 1 : 0
      },
    ]
  }

  /// The dialects alone: what they read, and the splices they write.
  private static func speaking() throws -> [Step] {
    var client = OpenAIRealtime(claim: ContractClaim(.ga, .settled), eventPrefix: "0123456789ABC", numberWidth: 8)
    var gemini = try DialectCatalog.route(
      to: "vertex_ai/gemini-3.8-live", UpstreamOptions(project: "a-project", location: "us-central1")
    ).dialect
    let part = PartAddress(responseID: "resp_1", itemID: "item_1", outputIndex: 0)
    var number = 0
    return [
      Step(name: "dialect: read an append") {
        if case .audioAppended(let payload, _, _) = client.decode(Frame.append.span.bytes) { payload.count } else { 0 }
      },
      Step(name: "dialect: read model audio") {
        if case .audio(let payload, _, _) = gemini.decode(Frame.modelAudio.span.bytes) { payload.count } else { 0 }
      },
      Step(name: "dialect: splice up") { gemini.audio(0..<1_280, rate: Frame.rate).byteCount },
      Step(name: "dialect: splice down") {
        number += 1
        return client.audioDelta(0..<1_280, of: part, number: number).byteCount
      },
    ]
  }

  private static func audio() -> [Step] {
    let decoded = Buffer<UInt8>([])
    let codes = Buffer<UInt8>([])
    let samples = Buffer<Int16>([])
    var detector = SpeechDetector(rate: Frame.rate)
    var resampler = Resampler(from: Frame.rate, to: 16_000)
    var law = Frame.pcm
    law.removeLast(Frame.pcm.count - 160)
    return [
      Step(name: "audio: decode base64") {
        _ = Base64.decode(Frame.base64.span.bytes, 0..<Frame.base64.count, into: &decoded.bytes)
        return decoded.bytes.count
      },
      Step(name: "audio: listen for speech") { (detector?.hear(Frame.pcm.span.bytes).count ?? 0) + 1 },
      Step(name: "audio: resample 24 to 16 kHz") {
        samples.bytes.removeAll(keepingCapacity: true)
        resampler?.process(Samples.frame, appendingTo: &samples.bytes)
        return samples.bytes.count
      },
      Step(name: "audio: G.711 expanded") {
        samples.bytes.removeAll(keepingCapacity: true)
        G711.decode(law.span.bytes, .mu, appendingTo: &samples.bytes)
        return samples.bytes.count
      },
      Step(name: "audio: G.711 compressed") {
        codes.bytes.removeAll(keepingCapacity: true)
        G711.encode(Samples.telephone, .mu, appendingTo: &codes.bytes)
        return codes.bytes.count
      },
    ]
  }
}
