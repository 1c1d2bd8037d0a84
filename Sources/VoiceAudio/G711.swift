/// ITU-T G.711: sixteen bits of a telephone sample in eight, at 8000 Hz. Decoded samples are scaled to
/// the 16-bit range, µ-law from 14 bits and A-law from 13.
package enum G711 {
  package enum Law: Equatable, Sendable {
    case mu
    case a
  }

  package static func decode(_ code: UInt8, _ law: Law) -> Int16 {
    switch law {
    case .mu: muDecoded[Int(code)]
    case .a: aDecoded[Int(code)]
    }
  }

  package static func encode(_ sample: Int16, _ law: Law) -> UInt8 {
    switch law {
    case .mu: encodeMu(sample)
    case .a: encodeA(sample)
    }
  }

  /// Appends one sample for each byte of `codes`.
  package static func decode(_ codes: RawSpan, _ law: Law, appendingTo samples: inout [Int16]) {
    let table = law == .mu ? muDecoded : aDecoded
    samples.reserveCapacity(samples.count + codes.byteCount)
    codes.withUnsafeBytes { codes in
      for code in codes { samples.append(table[Int(code)]) }
    }
  }

  /// Appends one byte for each sample.
  package static func encode(_ samples: [Int16], _ law: Law, appendingTo codes: inout [UInt8]) {
    codes.reserveCapacity(codes.count + samples.count)
    for sample in samples { codes.append(encode(sample, law)) }
  }

  private static let muDecoded = (0...255).map { expandMu(UInt8($0)) }
  private static let aDecoded = (0...255).map { expandA(UInt8($0)) }

  // MARK: µ-law (table 2 of the standard)

  /// The offset that makes every segment begin at a power of two, in 16-bit scale.
  private static let muBias = 0x84
  private static let muClip = 0x7F7B

  private static func encodeMu(_ sample: Int16) -> UInt8 {
    let magnitude = min(abs(Int(sample)), muClip) + muBias
    let segment = Int.bitWidth - 1 - magnitude.leadingZeroBitCount - 7
    let mantissa = magnitude >> (segment + 3) & 0x0F
    let sign: UInt8 = sample < 0 ? 0x80 : 0
    return ~(sign | UInt8(segment << 4 | mantissa))
  }

  private static func expandMu(_ code: UInt8) -> Int16 {
    let bits = Int(~code)
    let magnitude = ((bits & 0x0F) << 3 + muBias) << (bits >> 4 & 7) - muBias
    return Int16(bits & 0x80 == 0 ? magnitude : -magnitude)
  }

  // MARK: A-law (table 1 of the standard)

  private static func encodeA(_ sample: Int16) -> UInt8 {
    // Negative values mirror on -1, not on 0: ~x, as the standard's own reference code does.
    let magnitude = Int(sample < 0 ? ~sample : sample) >> 4
    let sign: UInt8 = sample < 0 ? 0 : 0x80
    // The first two segments have the same step; each further one begins at a power of two.
    let segment = magnitude < 32 ? 1 : Int.bitWidth - 1 - magnitude.leadingZeroBitCount - 3
    let code = magnitude < 32 ? magnitude : segment << 4 | magnitude >> (segment - 1) & 0x0F
    return (sign | UInt8(code)) ^ 0x55
  }

  private static func expandA(_ code: UInt8) -> Int16 {
    let bits = Int(code ^ 0x55)
    let segment = bits >> 4 & 7
    let step = (bits & 0x0F) << 4 + 8
    let magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1)
    return Int16(bits & 0x80 != 0 ? magnitude : -magnitude)
  }
}
