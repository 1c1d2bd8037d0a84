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
  private struct State: Sendable {
    var turns: LoopTurns
    /// By loop; the first is the listener's own. Empty: not made yet.
    var doors: [any Channel] = []
    var open = 0
    /// The connections that count, and the loops they are on.
    var counted: [ObjectIdentifier: (connection: any Channel, loop: Int)] = [:]
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
  func open(beside first: any Channel, for connections: ClientChannel, backlog: Int) async throws {
    try await eventLoop.submit { [self] in
      let back = BackDoorHandler()
      let front = FrontDoorHandler(self, connections, back: back)
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
    state.value.counted[ObjectIdentifier(connection)] = (connection, number)
    turnChanged()
    connection.closeFuture.whenComplete { [self] _ in countsNoMore(connection) }
  }

  /// The connection has ended, or is no call. From any thread; more than once does no harm.
  func countsNoMore(_ connection: any Channel) {
    let id = ObjectIdentifier(connection)
    if eventLoop.inEventLoop { leave(id) } else { eventLoop.execute { [self] in leave(id) } }
  }

  private func leave(_ id: ObjectIdentifier) {
    guard let left = state.value.counted.removeValue(forKey: id) else { return }
    state.value.turns.connectionLeft(left.loop)
    turnChanged()
  }

  /// Asks the connections that count to come to their end. On `eventLoop`.
  func quiesce() {
    for (connection, _) in state.value.counted.values {
      connection.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
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
