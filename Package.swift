// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration turns every warning of our own targets into an error; a newer compiler's
/// new warnings do not stop a user's build.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioLocks = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")

/// One of our modules: `Sources/<name>`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module: `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name), "SeededRandom"] + dependencies,
    swiftSettings: strict)
}

let package = Package(
  name: "parley",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "parley", targets: ["parley"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // Below the waterline: no NIO, no socket, no clock, no randomness, no logger.
    module("ByteJSON"),
    module("VoiceAudio"),
    module("Conversation", ["ByteJSON", "VoiceAudio"]),
    module("Dialects", ["Conversation", "ByteJSON", "VoiceAudio"]),
    module("Admission"),

    // What looks random to the tests, and is the same in every run.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),

    // Above it: sockets, tokens, routes.
    module(
      "GoogleAuth",
      [
        crypto, cryptoExtras, asyncHTTPClient, logging, nioCore, nioHTTP1,
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    module("WebSocket", [nioCore, nioLocks, nioPosix, nioHTTP1, nioTLS, nioSSL, crypto]),
    // It judges what the dialects write, so it shares nothing with them.
    module(
      "UpstreamSimulator",
      [
        "ByteJSON", "VoiceAudio", "WebSocket", nioCore, nioLocks, nioPosix, nioHTTP1, nioSSL, logging, lifecycle,
        crypto,
      ]),
    module("LoadGenerator", ["ByteJSON", "VoiceAudio", "WebSocket", nioCore, nioPosix, nioHTTP1, nioSSL]),
    module(
      "GatewayServer",
      [
        "Dialects", "Conversation", "ByteJSON", "VoiceAudio", "Admission", "GoogleAuth", "WebSocket",
        nioCore, nioLocks, nioPosix, nioHTTP1, nioTLS, nioSSL, nioExtras, logging, lifecycle, asyncHTTPClient, x509,
        asn1, crypto,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "parley",
      dependencies: [
        "GatewayServer", "LoadGenerator", "UpstreamSimulator", "GoogleAuth", "Dialects", "WebSocket", logging,
        lifecycle, nioCore, nioLocks, nioPosix, nioHTTP1, nioSSL,
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What the WebSocket test suite talks to: scripts/conformance.
    .executableTarget(
      name: "conformance-echo", dependencies: ["WebSocket", nioCore, nioPosix], path: "Tests/Conformance/Echo",
      swiftSettings: strict),

    tests("ByteJSON"),
    tests("VoiceAudio"),
    tests("Conversation", ["ByteJSON", "VoiceAudio"]),
    .testTarget(
      name: "CallTests", dependencies: ["Conversation", "Dialects", "ByteJSON", "VoiceAudio", "SeededRandom"],
      swiftSettings: strict),
    tests("Dialects", ["Conversation", "ByteJSON", "VoiceAudio"]),
    tests("Admission"),
    tests(
      "GoogleAuth",
      [
        crypto, cryptoExtras, asyncHTTPClient, logging, nioCore, nioPosix, nioHTTP1,
      ]),
    tests("WebSocket", [nioCore, nioLocks, nioPosix, nioEmbedded, nioHTTP1, nioSSL, x509, asn1, crypto]),
    tests(
      "UpstreamSimulator",
      [
        "ByteJSON", "WebSocket", nioCore, nioPosix, nioHTTP1, nioSSL, logging, lifecycle, x509, asn1, crypto,
      ]),
    tests(
      "GatewayServer",
      [
        "Dialects", "Conversation", "UpstreamSimulator", "WebSocket", "GoogleAuth", "Admission",
        nioCore, nioPosix, nioEmbedded, nioHTTP1, nioSSL, logging, lifecycle, asyncHTTPClient, x509, asn1, crypto,
      ]),
    tests("LoadGenerator", ["ByteJSON", "VoiceAudio", "WebSocket", nioCore, nioPosix, nioHTTP1]),
    tests(
      "parley",
      [
        "GatewayServer", "LoadGenerator", "UpstreamSimulator", "GoogleAuth", "WebSocket", logging, nioCore, nioHTTP1,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
