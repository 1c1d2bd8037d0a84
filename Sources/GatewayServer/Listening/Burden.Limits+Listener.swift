internal import Admission

extension Burden.Limits {
  /// What the configuration allows; where it names no memory, four fifths of the machine's or the container's.
  init(_ listener: ListenerSettings) {
    self.init(
      memoryBytes: listener.maxMemory ?? MachineMemory.available.map { $0 / 5 * 4 },
      lagMs: listener.maxEventLoopLag.inMilliseconds, busyPercent: listener.maxEventLoopLoad)
  }
}
