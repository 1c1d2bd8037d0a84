internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Gives each new connection to the event loop that has the fewest calls.
///
/// A bootstrap deals its connections out in turn, and takes no other group than NIO's own. So the listening socket has a door
/// for each loop: the listener's own, and side doors that lead to it. Who comes through a door lives on its loop, and one door
/// is open at a time. All doors stand on one loop, and so does the count, which changes when a connection comes, and when it
/// ends or turns out to be no call.
final class Doors: Sendable {
  /// Prepares a connection that has come, on its event loop.
  typealias Welcome = @Sendable (any Channel) throws -> Void

  private struct Visitor {
    let connection: any Channel
    let loop: Int
    /// It is a call, or may become one.
    var counts = true
  }

  private struct State: Sendable {
    var turns: LoopTurns
    /// By loop; the first is the listener's own. Empty: not made yet.
    var doors: [any Channel] = []
    var open = 0
    var visitors: [ObjectIdentifier: Visitor] = [:]
  }

  /// Where connections are taken.
  let eventLoop: any EventLoop
  private let loops: [any EventLoop]
  private let state: NIOLoopBoundBox<State>

  init(to group: any EventLoopGroup) {
    loops = Array(group.makeIterator())
    eventLoop = loops.first ?? group.next()
    state = NIOLoopBoundBox.makeBoxSendingValue(State(turns: LoopTurns(loops: loops.count)), eventLoop: eventLoop)
  }

  /// Makes the others beside the first, which listens already and belongs to the first loop.
  func open(beside first: any Channel, backlog: Int, welcome: @escaping Welcome) async throws {
    try await eventLoop.submit { [self] in
      let back = BackDoorHandler()
      let front = FrontDoorHandler(self, back: back, welcome)
      try first.pipeline.syncOperations.addHandler(front, position: .first)
      try first.pipeline.syncOperations.addHandler(back, position: .last)
    }.get()
    guard loops.count > 1 else { return }
    let sides = try await sideDoors(to: first)
    try await eventLoop.submit { [self] in
      try first.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
      // A bootstrap that is given a socket makes its queue shorter.
      try first.withSocket { _ = listen($0, CInt(backlog)) }
      state.value.doors = [first] + sides
      turnChanged()
    }.get()
  }

  /// They close with the first one.
  private func sideDoors(to first: any Channel) async throws -> [any Channel] {
    var sides: [any Channel] = []
    for loop in loops.dropFirst() {
      let copy = try await eventLoop.submit { try first.copiedSocket() }.get()
      let side = try await sideDoor(to: first, on: copy, for: loop)
      first.closeFuture.whenComplete { _ in side.close(promise: nil) }
      sides.append(side)
    }
    return sides
  }

  private func sideDoor(
    to first: any Channel, on socket: NIOBSDSocket.Handle, for loop: any EventLoop
  ) async throws -> any Channel {
    try await ServerBootstrap(group: eventLoop, childGroup: loop)
      .serverChannelOption(.autoRead, value: false)
      .serverChannelOption(.maxMessagesPerRead, value: 1)
      .serverChannelInitializer { door in
        door.eventLoop.makeCompletedFuture {
          try door.pipeline.syncOperations.addHandler(SideDoorHandler(to: first))
        }
      }
      .withBoundSocket(socket).get()
  }

  /// On `eventLoop`.
  var isFrontOpen: Bool { state.value.open == 0 }

  /// On `eventLoop`, before the connection is heard.
  func came(_ connection: any Channel) {
    guard let number = loops.firstIndex(where: { $0 === connection.eventLoop }) else { return }
    state.value.turns.connectionCame(to: number)
    state.value.visitors[ObjectIdentifier(connection)] = Visitor(connection: connection, loop: number)
    turnChanged()
    connection.closeFuture.whenComplete { [self] _ in
      onLoop { $0.left(ObjectIdentifier(connection)) }
    }
  }

  /// The connection is no call. From any thread.
  func countsNoMore(_ connection: any Channel) {
    onLoop { $0.countsNoMore(ObjectIdentifier(connection)) }
  }

  private func onLoop(_ body: @escaping @Sendable (Doors) -> Void) {
    if eventLoop.inEventLoop { body(self) } else { eventLoop.execute { body(self) } }
  }

  private func countsNoMore(_ id: ObjectIdentifier) {
    guard let visitor = state.value.visitors[id], visitor.counts else { return }
    state.value.visitors[id]?.counts = false
    state.value.turns.connectionLeft(visitor.loop)
    turnChanged()
  }

  private func left(_ id: ObjectIdentifier) {
    countsNoMore(id)
    state.value.visitors[id] = nil
  }

  /// Asks all who came to come to their end. On `eventLoop`.
  func quiesce() {
    for visitor in state.value.visitors.values {
      visitor.connection.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
  }

  private func turnChanged() {
    let next = state.value.turns.next
    let doors = state.value.doors
    guard next != state.value.open, !doors.isEmpty else { return }
    let last = state.value.open
    state.value.open = next
    // One that is closed already belongs to a listener that ends.
    try? doors[last].syncOptions?.setOption(.autoRead, value: false)
    try? doors[next].syncOptions?.setOption(.autoRead, value: true)
  }
}

extension Channel {
  /// On its event loop.
  fileprivate func withSocket<Result>(_ body: (NIOBSDSocket.Handle) throws -> Result) throws -> Result {
    guard
      let result = try pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self, body)
    else { throw ChannelError.operationUnsupported }
    return result
  }

  /// Another descriptor of the same socket.
  fileprivate func copiedSocket() throws -> NIOBSDSocket.Handle {
    try withSocket { socket in
      let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw IOError(errnoCode: errno, reason: "fcntl(F_DUPFD_CLOEXEC)") }
      return copy
    }
  }
}
