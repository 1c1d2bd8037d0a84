internal import Logging

/// Access tokens of one credential, shared by all sessions: one request at a time however many ask, and a new
/// token before the old one ends as long as `run()` runs.
package actor TokenSource {
  /// How errors and logs name the credential.
  package nonisolated let label: CredentialLabel

  let credential: any Credential
  let surroundings: Surroundings
  private let projects: ProjectSettings
  private var cache = TokenCache()
  private var known: Identity?
  /// Callers that wait for the request under way; each stream ends when it is over.
  private var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
  private var nextWaiter = 0

  init(_ credential: any Credential, _ surroundings: Surroundings, projects: ProjectSettings = ProjectSettings()) {
    self.credential = credential
    self.surroundings = surroundings
    self.projects = projects
    label = credential.label
  }

  // MARK: Tokens

  /// A token with at least 60 s left (less only if the server gives no better). At once when there is one;
  /// otherwise waits for the one request that runs, which has its own time limits.
  package func token() async throws(GoogleAuthError) -> AccessToken {
    while true {
      switch cache.tokenWanted(at: now) {
      case .use(let token): return token
      case .refuse(let error): throw error
      case .fetch: await fetch()
      case .wait: await fetchEnded()
      }
      if Task.isCancelled { throw .cancelled }
    }
  }

  /// The API answered 401 to this token: drop it, so that the next `token()` is a new one.
  package func rejected(_ token: AccessToken) {
    guard cache.rejected(token, at: now, reason: .tokenRejected(label)) == .dropped else { return }
    surroundings.logger.notice("Google access token rejected by the API", metadata: ["credential": "\(label)"])
  }

  /// Gets the first token at once and each next one ahead of time. Returns when its task is cancelled; failures
  /// are logged and tried again, never thrown.
  package func run() async throws {
    for warning in warnings {
      surroundings.logger.warning(
        "Google credential may not suffice", metadata: ["credential": "\(label)", "warning": "\(warning)"])
    }
    while !Task.isCancelled {
      switch cache.refreshDue(at: now) {
      case .fetch: await fetch()
      case .wait: await fetchEnded()
      case .sleep(let until):
        // Looks again now and then: a caller may have fetched a token that ends earlier.
        try? await surroundings.clock.sleep(min(until - now, .seconds(15)))
      }
    }
  }

  /// For a status page.
  package var freshness: TokenCache.Freshness { cache.freshness(at: now) }

  // MARK: Identity

  /// Who the token speaks for, and which project; asks servers for what files and environment do not say, once.
  package func identity() async throws(GoogleAuthError) -> Identity {
    if let known { return known }
    let settled = projects.settled
    var identity = try await credential.lookUpIdentity(using: token(), needsProject: settled == nil)
    identity.project = settled ?? identity.project ?? projects.fallback
    identity.quotaProject = projects.quotaProject ?? identity.quotaProject
    known = identity
    return identity
  }

  /// The project for the model's path, by the order: setting, `GOOGLE_CLOUD_PROJECT`, `GCLOUD_PROJECT`, the
  /// credential, gcloud's active configuration. Asks nobody if one of the first three says it.
  package func projectID() async throws(GoogleAuthError) -> String? {
    if let settled = projects.settled { return settled }
    return try await identity().project
  }

  /// The value of the header `x-goog-user-project`; nil: send none.
  package nonisolated var quotaProject: String? { projects.quotaProject ?? credential.identity.quotaProject }

  // MARK: The one request

  private var now: Duration { surroundings.clock.now().monotonic }

  private func fetch() async {
    do throws(GoogleAuthError) {
      let token = try await credential.fetchToken()
      guard token.left(at: now) > .zero else {
        throw .badAnswer(label, .token(host: "the server"), reason: "the token has already expired")
      }
      cache.fetched(token, at: now, random: surroundings.random())
      surroundings.logger.info(
        "Google access token obtained",
        metadata: ["credential": "\(label)", "expires_in_s": "\(token.left(at: now).components.seconds)"])
    } catch {
      if Task.isCancelled {
        cache.fetchAbandoned(at: now)
      } else {
        cache.fetchFailed(error, at: now)
        surroundings.logger.warning(
          "No Google access token",
          metadata: ["credential": "\(label)", "transient": "\(error.isTransient)", "error": "\(error)"])
      }
    }
    for waiter in waiting.values { waiter.finish() }
    waiting = [:]
  }

  /// Returns when the request under way is over, or when the waiting task is cancelled.
  private func fetchEnded() async {
    let (stream, continuation) = AsyncStream<Never>.makeStream()
    let id = nextWaiter
    nextWaiter += 1
    waiting[id] = continuation
    for await _ in stream {}
    waiting[id] = nil
  }
}
