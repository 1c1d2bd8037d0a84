package import NIOCore
internal import NIOPosix

/// A value for each event loop, made when that loop first asks for it: what its sockets or calls use in turn. It may be
/// touched on that loop only.
package final class LoopLocal<Value>: Sendable {
  private final class Holder: Sendable {
    let eventLoop: any EventLoop
    let value: NIOLoopBound<Value>

    init(_ value: Value, on eventLoop: any EventLoop) {
      self.eventLoop = eventLoop
      self.value = NIOLoopBound(value, eventLoop: eventLoop)
    }
  }

  private let ofThread = ThreadSpecificVariable<Holder>()
  private let make: @Sendable (any EventLoop) -> Value

  package init(_ make: @escaping @Sendable (any EventLoop) -> Value) { self.make = make }

  /// That of `eventLoop`, on which we are.
  package func value(on eventLoop: any EventLoop) -> Value {
    if let holder = ofThread.currentValue, holder.eventLoop === eventLoop { return holder.value.value }
    let made = make(eventLoop)
    ofThread.currentValue = Holder(made, on: eventLoop)
    return made
  }
}
