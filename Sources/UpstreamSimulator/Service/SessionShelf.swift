import NIOConcurrencyHelpers

/// What resumption handles stand for, across the connections of one simulator. May be used from any thread.
final class SessionShelf: Sendable {
  private struct State {
    var memories: [String: SessionMemory] = [:]
    /// Handles from the oldest on.
    var handles: [String] = []
  }

  /// The oldest handles are forgotten first.
  private static let limit = 10_000

  private let state = NIOLockedValueBox(State())

  func keep(_ memory: SessionMemory, under handle: String) {
    state.withLockedValue { state in
      if state.memories.updateValue(memory, forKey: handle) == nil { state.handles.append(handle) }
      guard state.handles.count > Self.limit else { return }
      // A tenth at a time, so that forgetting costs little for each.
      for old in state.handles.prefix(Self.limit / 10) { state.memories[old] = nil }
      state.handles.removeFirst(Self.limit / 10)
    }
  }

  func memory(under handle: String) -> SessionMemory? {
    state.withLockedValue { $0.memories[handle] }
  }
}
