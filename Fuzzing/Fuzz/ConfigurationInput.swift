import GatewayServer

/// Any text is a configuration or has a problem that says where and what.
enum ConfigurationInput {
  static func read(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let reading = ConfigurationFile.read(text, file: "config.yaml", environment: ["NAME": "value"]) { _ in true }
    claim((reading.configuration != nil) == reading.errors.isEmpty, "neither a configuration nor an error")
    for problem in reading.problems { claim(!"\(problem)".isEmpty, "a problem without words") }
  }
}
