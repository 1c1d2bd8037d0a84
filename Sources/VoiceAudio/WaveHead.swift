/// What stands before the samples in a WAVE file of PCM16, one channel.
///
/// It is 54 bytes long, a multiple of three: the base64 of such a file is the head's base64 followed by that of the
/// samples. The usual 44 bytes would not do; an extended `fmt ` and an empty `JUNK` chunk, which readers skip, fill up.
package enum WaveHead {
  /// Length of the head in base64.
  package static let characterCount = Base64.characterCount(ofBytes: 54)

  /// `rate` in Hz, `pcmBytes` of samples.
  package static func bytes(rate: Int, pcmBytes: Int) -> [UInt8] {
    var head: [UInt8] = []
    head.reserveCapacity(54)
    head += "RIFF".utf8
    append(46 + pcmBytes, width: 4, to: &head)
    head += "WAVEfmt ".utf8
    append(18, width: 4, to: &head)
    append(1, width: 2, to: &head)
    append(1, width: 2, to: &head)
    append(rate, width: 4, to: &head)
    append(rate &* 2, width: 4, to: &head)
    append(2, width: 2, to: &head)
    append(16, width: 2, to: &head)
    append(0, width: 2, to: &head)
    head += "JUNK".utf8
    append(0, width: 4, to: &head)
    head += "data".utf8
    append(pcmBytes, width: 4, to: &head)
    return head
  }

  /// Little-endian; what does not fit is cut.
  private static func append(_ number: Int, width: Int, to head: inout [UInt8]) {
    for place in 0..<width { head.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }
}
