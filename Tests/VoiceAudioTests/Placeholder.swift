import Testing
@testable import VoiceAudio
