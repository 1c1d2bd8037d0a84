// swift-tools-version: 6.3
import PackageDescription

// Our resampler against libspeexdsp, which only this measurement links. See README.md.
let package = Package(
  name: "resampling",
  platforms: [.macOS(.v15)],
  targets: [
    .executableTarget(name: "resampling", dependencies: ["VoiceAudio", "CSpeexDSP"]),
    // A link to the sources that the gateway is built from.
    .target(
      name: "VoiceAudio",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
    .systemLibrary(name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
  ],
  swiftLanguageModes: [.v6])
