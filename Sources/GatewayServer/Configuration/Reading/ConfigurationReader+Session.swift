/// `parley.limits` and `parley.timings`, and what all upstream connections share.
extension ConfigurationReader {
  mutating func limits(_ parley: ConfigurationSection) -> SessionLimits {
    var limits = SessionLimits()
    guard let section = section("limits", in: parley, .limits) else { return limits }
    let message = 64 << 10...256 << 20
    limits.clientMessageBytes = byteCount("client_message_bytes", in: section, message) ?? limits.clientMessageBytes
    limits.upstreamMessageBytes =
      byteCount("upstream_message_bytes", in: section, message) ?? limits.upstreamMessageBytes
    limits.clientQueueBytes =
      byteCount("client_queue_bytes", in: section, 64 << 10...1 << 30) ?? limits.clientQueueBytes
    limits.clientStallTimeout =
      duration("client_stall_timeout", in: section, .seconds(1) ... .seconds(600)) ?? limits.clientStallTimeout
    limits.sessionMaxDuration =
      duration("session_max_duration", in: section, .seconds(10) ... .seconds(86400)) ?? limits.sessionMaxDuration
    limits.sessionIdleTimeout =
      duration("session_idle_timeout", in: section, .seconds(5) ... .seconds(86400)) ?? limits.sessionIdleTimeout
    limits.maxItems = integer("max_items", in: section, 10...100_000) ?? limits.maxItems
    limits.maxOutOfBandResponses =
      integer("max_out_of_band_responses", in: section, 0...100) ?? limits.maxOutOfBandResponses
    limits.reattachBufferBytes =
      byteCount("reattach_buffer_bytes", in: section, 64 << 10...64 << 20) ?? limits.reattachBufferBytes
    return limits
  }

  mutating func timings(_ parley: ConfigurationSection) -> SessionTimings {
    var timings = SessionTimings()
    guard let section = section("timings", in: parley, .timings) else { return timings }
    let wait = Duration.seconds(1) ... .seconds(300)
    let patience = Duration.milliseconds(100) ... .seconds(300)
    let quiet = Duration.zero ... .seconds(10)
    timings.handshakeTimeout = duration("handshake_timeout", in: section, wait) ?? timings.handshakeTimeout
    timings.handshakeAttempts = integer("handshake_attempts", in: section, 1...10) ?? timings.handshakeAttempts
    timings.handshakePatience = duration("handshake_patience", in: section, patience) ?? timings.handshakePatience
    timings.clientPingInterval = duration("client_ping_interval", in: section, wait) ?? timings.clientPingInterval
    timings.clientPongTimeout = duration("client_pong_timeout", in: section, wait) ?? timings.clientPongTimeout
    timings.upstreamPingInterval = duration("upstream_ping_interval", in: section, wait) ?? timings.upstreamPingInterval
    timings.upstreamPongTimeout = duration("upstream_pong_timeout", in: section, wait) ?? timings.upstreamPongTimeout
    timings.answerWatchdog = duration("answer_watchdog", in: section, wait) ?? timings.answerWatchdog
    timings.setupQuiet = duration("setup_quiet", in: section, quiet) ?? timings.setupQuiet
    timings.setupLatest = duration("setup_latest", in: section, quiet) ?? timings.setupLatest
    timings.connectionMaxAge =
      duration("connection_max_age", in: section, .seconds(30) ... .seconds(3600)) ?? timings.connectionMaxAge
    timings.prewarmMaxAge = duration("prewarm_max_age", in: section, wait) ?? timings.prewarmMaxAge
    timings.outOfBandTimeout = duration("out_of_band_timeout", in: section, wait) ?? timings.outOfBandTimeout
    timings.reattachWindow = duration("reattach_window", in: section, .seconds(1) ... .seconds(600))
    if timings.setupLatest < timings.setupQuiet {
      error(
        at: section.position,
        "\(section.path(of: "setup_latest")): cannot be shorter than setup_quiet (\(timings.setupQuiet.notation))")
    }
    return timings
  }

  mutating func upstream(_ parley: ConfigurationSection) -> UpstreamSettings {
    let settings = UpstreamSettings(caFile: file("ca_file", in: parley), voices: stringMap("voices", in: parley) ?? [:])
    checkVoices(settings.voices, parley)
    return settings
  }
}
