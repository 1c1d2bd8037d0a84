package import GoogleAuth
package import Logging
internal import NIOConcurrencyHelpers

/// The Google credentials of all models: one `TokenSource` for each distinct setting, shared by all calls.
package final class CredentialPool: Sendable {
  /// A credential that was found, and the project that it or the configuration names.
  struct Found: Sendable {
    var source: TokenSource
    var project: String?
  }

  private let surroundings: @Sendable (String?) -> Surroundings
  private let found = NIOLockedValueBox<[Key: Found]>([:])
  /// Credentials that have been looked for once, with or without success.
  private let settled = NIOLockedValueBox<Set<Key>>([])
  private let logger: Logger

  /// Settings that share a token share a trust too: `caFile` is of the token requests.
  struct Key: Hashable, Sendable {
    var settings: CredentialSettings
    var caFile: String?
  }

  /// - Parameter surroundings: what token requests use, by the `ca_file` they trust.
  package init(logger: Logger, surroundings: @escaping @Sendable (String?) -> Surroundings) {
    self.logger = logger
    self.surroundings = surroundings
  }

  /// Returns when every credential that `deployments` name has been looked for and given its first token and project,
  /// or has failed to, or when `limit` is over: so that the first client finds them warm.
  package func settled(for deployments: [ModelDeployment], within limit: Duration) async {
    let keys = Set(deployments.filter(\.needsGoogleCredential).map(Key.init))
    let end = ContinuousClock.now + limit
    while !settled.withLockedValue({ $0.isSuperset(of: keys) }), ContinuousClock.now < end, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// What is known now; nil while it is looked for, or where nothing was found.
  func credential(for deployment: ModelDeployment) -> Found? {
    let key = Key(deployment)
    return found.withLockedValue { $0[key] }
  }

  /// Finds every credential that `lists` of deployments name, gets its first token, and keeps it fresh until cancelled,
  /// also when a later list does not name it: running calls may. What is not found is looked for again, since a metadata
  /// server may come late and a file may be put in place.
  package func run(for lists: AsyncStream<[ModelDeployment]>) async {
    await withDiscardingTaskGroup { group in
      var kept: Set<Key> = []
      for await deployments in lists {
        for key in Set(deployments.filter(\.needsGoogleCredential).map(Key.init)) where kept.insert(key).inserted {
          group.addTask { await self.keep(key) }
        }
      }
    }
  }

  private func keep(_ key: Key) async {
    var pause = Duration.seconds(1)
    while !Task.isCancelled {
      do throws(GoogleAuthError) {
        let source = try await GoogleCredentials.find(key.settings, surroundings(key.caFile))
        found.withLockedValue { $0[key] = Found(source: source, project: key.settings.project) }
        await use(source, key)
        return
      } catch {
        _ = settled.withLockedValue { $0.insert(key) }
        logger.warning(
          "No Google credential", metadata: ["error": "\(error)", "next_try_in_s": "\(pause.components.seconds)"])
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(60))
      }
    }
  }

  private func use(_ source: TokenSource, _ key: Key) async {
    await withDiscardingTaskGroup { group in
      group.addTask { try? await source.run() }
      group.addTask {
        _ = try? await source.token()
        await self.findProject(source, key)
      }
    }
  }

  private func findProject(_ source: TokenSource, _ key: Key) async {
    defer { _ = settled.withLockedValue { $0.insert(key) } }
    guard key.settings.project == nil else { return }
    while !Task.isCancelled {
      do throws(GoogleAuthError) {
        let project = try await source.projectID()
        found.withLockedValue { $0[key]?.project = project }
        if project == nil {
          logger.warning(
            "The Google credential names no project; set vertex_project", metadata: ["credential": "\(source.label)"])
        }
        return
      } catch {
        _ = settled.withLockedValue { $0.insert(key) }
        logger.warning("The project of the Google credential is not known", metadata: ["error": "\(error)"])
        try? await Task.sleep(for: .seconds(15))
      }
    }
  }
}

extension CredentialPool.Key {
  init(_ deployment: ModelDeployment) {
    self.init(settings: deployment.credentialSettings, caFile: deployment.caFile)
  }
}

extension ModelDeployment {
  /// Vertex AI without an API key.
  var needsGoogleCredential: Bool { provider.isVertex && apiKey == nil }
}
