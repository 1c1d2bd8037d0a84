// swift-tools-version: 6.2
import PackageDescription

/// Everything below the waterline as a package of its own. It has no dependency at all, so it builds in half a minute,
/// also optimised and with a sanitizer, where the whole program takes many: `scripts/random-calls` and
/// `scripts/sanitize` use it. `Sources` and `Tests` are links to the real ones.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// `CALLS_ONLY`: nothing but the random calls and what they need, which halves an optimised build.
let callsOnly = Context.environment["CALLS_ONLY"] != nil

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies + ["SeededRandom"], swiftSettings: strict)
}

let package = Package(
  name: "waterline",
  platforms: [.macOS(.v15)],
  targets: [
    module("ByteJSON"),
    module("VoiceAudio"),
    module("Conversation", ["ByteJSON", "VoiceAudio"]),
    module("Dialects", ["Conversation", "ByteJSON", "VoiceAudio"]),
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
    tests("Call", ["Dialects", "Conversation", "ByteJSON", "VoiceAudio"]),
  ]
    + (callsOnly
      ? []
      : [
        module("Admission"),
        tests("ByteJSON", ["ByteJSON"]),
        tests("VoiceAudio", ["VoiceAudio"]),
        tests("Conversation", ["Conversation", "ByteJSON", "VoiceAudio"]),
        tests("Dialects", ["Dialects", "Conversation", "ByteJSON", "VoiceAudio"]),
        tests("Admission", ["Admission"]),
      ]),
  swiftLanguageModes: [.v6]
)
