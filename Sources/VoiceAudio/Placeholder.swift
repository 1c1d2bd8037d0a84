/// VoiceAudio
