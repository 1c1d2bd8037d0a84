/// What a client may expect, recognised at the handshake (semantics 1). Differences between the
/// three live here as values, not as branches spread through the code.
package enum ClientContract: String, Equatable, Sendable, CaseIterable {
  /// The LiteLLM contract: beta names, setup at connect, a user item is answered at once.
  case plain
  /// OpenAI's 2024 preview protocol.
  case beta
  /// OpenAI's protocol since 2025-08-28.
  case ga

  /// Which event names and object shapes leave the gateway.
  package enum Wire: Equatable, Sendable {
    case beta
    case ga
  }

  /// When `setup` goes up, and with it when `session.created` comes.
  package enum SetupTiming: Equatable, Sendable {
    /// At connect; `session.created` follows `setupComplete`.
    case atConnect
    /// With the first content or a short quiet time; `session.created` at once.
    case deferred
  }

  /// What a trailing user item without `response.create` causes.
  package enum ItemTrigger: Equatable, Sendable {
    case atOnce
    /// After this many ms without a client event other than an append.
    case afterQuiet(ms: Int)
    case never
  }

  package var wire: Wire {
    switch self {
    case .plain, .beta: .beta
    case .ga: .ga
    }
  }

  package var setupTiming: SetupTiming {
    switch self {
    case .plain: .atConnect
    case .beta, .ga: .deferred
    }
  }

  package var itemTrigger: ItemTrigger {
    switch self {
    case .plain: .atOnce
    case .beta: .afterQuiet(ms: 150)
    case .ga: .never
    }
  }

  /// Hz of input PCM when the client states no rate.
  package var inputRate: Int {
    switch self {
    case .plain: 16_000
    case .beta, .ga: 24_000
    }
  }

  /// Silence that ends a turn when the client states none.
  package var silenceMs: Int {
    switch self {
    case .plain: 800
    case .beta, .ga: 500
    }
  }

  /// A create that finds its response already begun is absorbed (semantics 4).
  package var absorbsLateCreate: Bool {
    switch self {
    case .plain, .beta: true
    case .ga: false
    }
  }
}
