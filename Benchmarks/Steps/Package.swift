// swift-tools-version: 6.2
import PackageDescription

/// The steps of an audio frame, measured one by one: time and heap allocations. Without a dependency, as `Waterline`, so
/// that it builds in a minute. `scripts/allocations` holds the allocations to `Benchmarks/allocations.json`.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// Links to the sources that the gateway is built from.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "steps",
  platforms: [.macOS(.v15)],
  targets: [
    module("ByteJSON"),
    module("VoiceAudio"),
    module("Conversation", ["ByteJSON", "VoiceAudio"]),
    module("Dialects", ["Conversation", "ByteJSON", "VoiceAudio"]),
    // What of the WebSocket frames needs no NIO.
    module("Frames"),
    .target(name: "AllocationCounter"),
    .executableTarget(
      name: "steps",
      dependencies: ["AllocationCounter", "ByteJSON", "VoiceAudio", "Conversation", "Dialects", "Frames"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
