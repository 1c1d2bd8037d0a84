/// `parley.capture_dir` and `parley.capture_audio`.
extension ConfigurationReader {
  mutating func capture(_ parley: ConfigurationSection) -> CaptureSettings {
    var settings = CaptureSettings(directory: folder("capture_dir", in: parley))
    settings.keepsAudio = boolean("capture_audio", in: parley) ?? settings.keepsAudio
    if settings.keepsAudio, settings.directory == nil, parley["capture_dir"] == nil {
      error(
        at: parley["capture_audio"]?.position,
        "\(parley.path(of: "capture_audio")): has no effect without capture_dir; add it, or remove this")
    }
    return settings
  }
}
