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
  /// server may come late and a file may be put in place. What a later list names again is read again: it may have been
  /// exchanged.
  package func run(for lists: AsyncStream<[ModelDeployment]>) async {
    await withDiscardingTaskGroup { group in
      var kept: [Key: AsyncStream<Void>.Continuation] = [:]
      for await deployments in lists {
        for key in Set(deployments.filter(\.needsGoogleCredential).map(Key.init)) {
          if let known = kept[key] {
            known.yield()
            continue
          }
          let (changes, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
          kept[key] = continuation
          group.addTask { await self.keep(key, changes) }
        }
      }
    }
  }

  /// - Parameter changes: tells when the credential may be another one.
  private func keep(_ key: Key, _ changes: AsyncStream<Void>) async {
    guard var source = await search(key) else { return }
    found.withLockedValue { $0[key] = Found(source: source, project: key.settings.project) }
    while !Task.isCancelled {
      source = await withTaskGroup(of: Void.self) { [source] group in
        group.addTask { await self.use(source, key) }
        let next = await self.successor(key, changes)
        group.cancelAll()
        return next ?? source
      }
    }
  }

  /// The same credential, read again and tried, and taken by calls from now on; nil when cancelled.
  private func successor(_ key: Key, _ changes: AsyncStream<Void>) async -> TokenSource? {
    for await _ in changes {
      do throws(GoogleAuthError) {
        let source = try await GoogleCredentials.find(key.settings, surroundings(key.caFile))
        _ = try await source.token()
        found.withLockedValue { $0[key]?.source = source }
        logger.info("Google credential read again", metadata: ["credential": "\(source.label)"])
        return source
      } catch {
        logger.warning("A Google credential was not read again; the one before stays", metadata: ["error": "\(error)"])
      }
    }
    return nil
  }

  /// Nil when cancelled.
  private func search(_ key: Key) async -> TokenSource? {
    var pause = Duration.seconds(1)
    while !Task.isCancelled {
      do throws(GoogleAuthError) {
        return try await GoogleCredentials.find(key.settings, surroundings(key.caFile))
      } catch {
        _ = settled.withLockedValue { $0.insert(key) }
        logger.warning(
          "No Google credential", metadata: ["error": "\(error)", "next_try_in_s": "\(pause.components.seconds)"])
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(60))
      }
    }
    return nil
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
