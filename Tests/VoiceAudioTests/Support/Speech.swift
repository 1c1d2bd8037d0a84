import Foundation
import Synchronization
import Testing

/// Spoken sentences, made by espeak-ng.
enum Speech {
  /// What to do if there is no espeak-ng. Without a voice nothing is shown, so the tests fail.
  struct NoVoice: Error, CustomStringConvertible {
    let description: String
  }

  private static let spoken = Mutex<[String: Sound]>([:])
  /// The rate at which espeak-ng speaks, in Hz.
  private static let nativeRate = 22050

  static func of(_ text: String, voice: String, rate: Int) throws -> Sound {
    let key = "\(voice) \(rate) \(text)"
    if let cached = spoken.withLock({ $0[key] }) { return cached }
    let native = try synthesize(text, voice: voice)
    let sound = Sound(samples: interpolated(native.map(Float.init), to: rate), rate: rate)
    spoken.withLock { $0[key] = sound }
    return sound
  }

  private static func synthesize(_ text: String, voice: String) throws -> [Int16] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["espeak-ng", "-v", voice, "--stdout", text]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let wave = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    guard process.terminationStatus == 0, wave.count > 44 else {
      throw NoVoice(description: "espeak-ng does not speak; install it: apt-get install espeak-ng")
    }
    return stride(from: 44, to: wave.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(wave[$0 + 1]) << 8 | UInt16(wave[$0]))
    }
  }

  /// A cubic through four neighbours: good enough to carry a voice to another rate.
  private static func interpolated(_ samples: [Float], to rate: Int) -> [Float] {
    let step = Double(nativeRate) / Double(rate)
    return (0..<Int(Double(samples.count) / step)).map { index in
      let position = Double(index) * step
      let whole = Int(position)
      let t = Float(position - Double(whole))
      func at(_ offset: Int) -> Float { samples[min(max(whole + offset, 0), samples.count - 1)] }
      let slope = (at(1) - at(-1)) / 2
      let nextSlope = (at(2) - at(0)) / 2
      let bend = at(0) - at(1)
      return at(0) + t * (slope + t * (-3 * bend - 2 * slope - nextSlope + t * (2 * bend + slope + nextSlope)))
    }
  }
}
