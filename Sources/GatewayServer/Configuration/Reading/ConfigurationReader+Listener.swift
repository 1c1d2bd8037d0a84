import Admission
import Logging
import Yams

/// The `parley` section: where clients connect, and the log.
extension ConfigurationReader {
  mutating func listener(_ parley: ConfigurationSection) -> ListenerSettings {
    var settings = ListenerSettings()
    settings.host = string("host", in: parley) ?? settings.host
    settings.port = integer("port", in: parley, 0...65535) ?? settings.port
    settings.tls = tls(parley) ?? settings.tls
    settings.pathPrefix = pathPrefix(parley) ?? settings.pathPrefix
    settings.allowedOrigins =
      list("allowed_origins", in: parley, expected: "an origin such as https://app.example.com, or *") { text in
        OriginPolicy.isPattern(text) ? text : nil
      } ?? settings.allowedOrigins
    if let ranges = list(
      "trusted_proxies", in: parley, expected: "an address or a range such as 10.0.0.0/8", { AddressRange($0) })
    {
      settings.trustedProxies = TrustedProxies(ranges)
    }
    settings.maxSessions = integer("max_sessions", in: parley, 1...1_000_000) ?? settings.maxSessions
    settings.maxMemory = byteCount("max_memory", in: parley, 64 << 20...1 << 50)
    settings.maxEventLoopLag =
      duration("max_event_loop_lag", in: parley, .milliseconds(1) ... .seconds(60)) ?? settings.maxEventLoopLag
    settings.maxEventLoopLoad = integer("max_event_loop_load", in: parley, 10...100) ?? settings.maxEventLoopLoad
    settings.drainTimeout = duration("drain_timeout", in: parley, .zero ... .seconds(3600)) ?? settings.drainTimeout
    settings.eventLoops = integer("event_loops", in: parley, 1...1024)
    return settings
  }

  /// `/voice/` and `voice` are both `/voice`.
  private mutating func pathPrefix(_ parley: ConfigurationSection) -> String? {
    value("path_prefix", in: parley, expected: "a path such as /voice") { text in
      guard !text.contains(where: { "?#% ".contains($0) }), !text.contains("//") else { return nil }
      let inner = text.split(separator: "/").joined(separator: "/")
      return inner.isEmpty ? "" : "/" + inner
    }
  }

  /// `tls: required`, or `tls: {mode, certificate, private_key}`.
  private mutating func tls(_ parley: ConfigurationSection) -> TLSSettings? {
    guard let node = parley["tls"] else { return nil }
    var settings = TLSSettings()
    if node.scalar != nil {
      settings.mode = tlsMode("tls", in: parley) ?? settings.mode
    } else if let section = section(node, path: "parley.tls", .tls) {
      settings.mode = tlsMode("mode", in: section) ?? settings.mode
      let certificate = file("certificate", in: section)
      let privateKey = file("private_key", in: section)
      if let certificate, let privateKey {
        settings.identity = TLSSettings.Identity(certificate: certificate, privateKey: privateKey)
      }
      switch (section["certificate"], section["private_key"]) {
      case (.some(let node), nil):
        error(at: node.position, "parley.tls.certificate: a certificate needs its key; add private_key: key.pem")
      case (nil, .some(let node)):
        error(at: node.position, "parley.tls.private_key: a key needs its certificate; add certificate: chain.pem")
      case (.some, .some), (nil, nil): break
      }
    }
    if settings.mode == .required, settings.identity == nil, isWithoutCertificate(node) {
      warning(
        at: node.position,
        "parley.tls: required without a certificate: a self-signed one will be made, which clients do not trust by "
          + "themselves; add certificate and private_key for production")
    }
    return settings
  }

  private func isWithoutCertificate(_ node: Node) -> Bool {
    node.mapping?.contains { $0.key.scalar?.string == "certificate" } != true
  }

  /// YAML's own words for yes and no are taken too: `off` is one of them.
  private mutating func tlsMode(_ key: String, in section: ConfigurationSection) -> TLSSettings.Mode? {
    value(key, in: section, expected: "off, optional or required") { text in
      text.lowercased() == "false" ? .off : TLSSettings.Mode(rawValue: text.lowercased())
    }
  }

  mutating func logging(_ parley: ConfigurationSection) -> LogSettings {
    var settings = LogSettings()
    let levels = Self.alternatives(Logger.Level.allCases.map(\.rawValue))
    settings.level =
      value("log_level", in: parley, expected: levels) { text in
        let word = text.lowercased()
        return Logger.Level(rawValue: word == "warn" ? "warning" : word)
      } ?? settings.level
    settings.format = choice("log_format", in: parley, LogSettings.Format.allCases) ?? settings.format
    return settings
  }
}
