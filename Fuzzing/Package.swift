// swift-tools-version: 6.2
import PackageDescription

/// One program, `fuzz --target=NAME`, with libFuzzer in it: everything that reads what a peer wrote. `scripts/fuzz` builds and
/// runs it. It is a package of its own, because every module in it is built with coverage and the address sanitizer;
/// of the modules above the waterline it takes only what reads. `Sources` is a link to the real ones.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// One of our modules: all of it, or only these files and folders of it.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], only sources: [String]? = nil, but exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/" + name, exclude: exclude, sources: sources,
    swiftSettings: strict)
}

let package = Package(
  name: "fuzzing",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "fuzz", targets: ["Fuzz"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    module("ByteJSON"),
    module("VoiceAudio"),
    module("Conversation", ["ByteJSON", "VoiceAudio"]),
    module("Dialects", ["Conversation", "ByteJSON", "VoiceAudio"]),
    module("Admission"),
    module("WebSocket", [nioCore], only: ["Frames"]),
    module("UpstreamSimulator", ["ByteJSON", "VoiceAudio"], only: ["Reading", "Wire", "Speech/WaveFile.swift"]),
    module("GoogleAuth", only: ["Search/CredentialSettings.swift", "Values/Secret.swift"]),
    module(
      "GatewayServer", ["Dialects", "Conversation", "ByteJSON", "Admission", "GoogleAuth", logging, yams],
      only: ["Configuration"], but: ["Configuration/Checking"]),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "GatewayServer", "WebSocket", "UpstreamSimulator", "Dialects", "Conversation", "ByteJSON", "VoiceAudio",
        nioCore,
      ],
      path: "Fuzz", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
