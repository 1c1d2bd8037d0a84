import Testing

@testable import VoiceAudio

@Suite("Audio formats")
struct AudioFormatTests {
  @Test("Bytes and milliseconds of each format agree")
  func sizes() {
    #expect(AudioFormat.pcm16(rate: 24000).bytesPerMillisecond == 48)
    #expect(AudioFormat.pcm16(rate: 16000).bytes(ofMilliseconds: 20) == 640)
    #expect(AudioFormat.pcm16(rate: 16000).milliseconds(ofBytes: 641) == 20)
    #expect(AudioFormat.g711MuLaw.bytesPerMillisecond == 8)
    #expect(AudioFormat.g711ALaw.bytesPerSample == 1)
    #expect(AudioFormat.pcm16(rate: 11025).bytes(ofMilliseconds: 1) == 22)
  }

  @Test("A rate that makes no sense divides nothing by zero", arguments: [0, -8000, Int.max])
  func senselessRate(rate: Int) {
    #expect(AudioFormat.pcm16(rate: rate).milliseconds(ofBytes: 0) == 0)
    #expect(AudioFormat.pcm16(rate: rate).bytes(ofMilliseconds: 0) == 0)
  }

  @Test(
    "A media type is read as it is written",
    arguments: [AudioFormat.pcm16(rate: 8000), .pcm16(rate: 16000), .pcm16(rate: 48000), .g711MuLaw, .g711ALaw])
  func mimeTypes(format: AudioFormat) {
    #expect(AudioFormat(mimeType: format.mimeType) == format)
  }

  @Test("Media types in other spellings are understood")
  func spellings() {
    #expect(AudioFormat(mimeType: "Audio/PCM; Rate = 16000") == .pcm16(rate: 16000))
    #expect(AudioFormat(mimeType: "audio/pcm") == .pcm16(rate: 24000))
    #expect(AudioFormat(mimeType: "audio/pcm", defaultRate: 16000) == .pcm16(rate: 16000))
    #expect(AudioFormat(mimeType: "audio/pcm;channels=1;rate=8000") == .pcm16(rate: 8000))
  }

  @Test(
    "What is no audio of ours is nil",
    arguments: [
      "", ";", "audio/opus", "image/png", "audio/pcm;rate=", "audio/pcm;rate=0", "audio/pcm;rate=-1",
      "audio/pcm;rate=fast",
      "audio/pcm;rate=999999999999999999999", "audio/pcm;rate=192001", "audio/pcmrate=8000",
    ])
  func refused(mimeType: String) {
    #expect(AudioFormat(mimeType: mimeType) == nil)
  }
}
