import AsyncHTTPClient
import Foundation
import GoogleAuth
import Logging
import Synchronization

/// Everything a test of credentials needs: a server, a clock, an empty folder, an empty environment, and the log.
final class World: Sendable {
  let server: FakeServer
  let clock: TestClock
  let folder: URL
  let log = LogLines()
  private let client: HTTPClient

  private init(skipsSleeps: Bool) async throws {
    server = try await FakeServer.start()
    clock = TestClock(skips: skipsSleeps)
    folder = FileManager.default.temporaryDirectory.appending(path: "google-auth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: AuthHTTP.recommendedConfiguration)
  }

  /// - Parameter skipsSleeps: false for tests that move the time themselves.
  static func run(skipsSleeps: Bool = true, _ body: (World) async throws -> Void) async throws {
    let world = try await World(skipsSleeps: skipsSleeps)
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    try await world.client.shutdown()
    try await world.server.stop()
    try FileManager.default.removeItem(at: world.folder)
    try result.get()
  }

  func surroundings(_ environment: [String: String] = [:]) -> Surroundings {
    var surroundings = Surroundings(
      http: AuthHTTP(client: client, direct: client), environment: environment, clock: clock.authClock,
      random: { 0.5 }, logger: Logger(label: "test") { _ in LogLines.Handler(lines: self.log) })
    surroundings.productNameFile = folder.appending(path: "no-product-name").path
    return surroundings
  }

  /// The source of the credential that this JSON describes.
  func source(
    _ json: String, _ environment: [String: String] = [:], change: (inout CredentialSettings) -> Void = { _ in }
  ) async throws -> TokenSource {
    var settings = CredentialSettings(
      credentials: Secret(json), userTokenURL: server.url + "/token", resourceManagerURL: server.url)
    change(&settings)
    return try await GoogleCredentials.find(settings, surroundings(environment))
  }

  /// Writes a file into the test's folder and returns its path.
  @discardableResult func write(_ text: String, to name: String, executable: Bool = false) throws -> String {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    if executable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path) }
    return url.path
  }
}

/// What was logged, each record as one line with its metadata.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }

  struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let data = event.metadata.map { "\($0)" } ?? ""
      lines.lines.withLock { $0.append("\(event.level) \(event.message) \(data)") }
    }
  }
}
