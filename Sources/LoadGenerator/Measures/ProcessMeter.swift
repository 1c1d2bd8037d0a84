internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Reads from the kernel what a process has used. Linux only.
package struct ProcessMeter: Sendable {
  package struct Reading: Equatable, Sendable {
    /// On a processor, user and system, all threads together.
    package var cpuNanoseconds: UInt64
    /// Memory in use.
    package var residentBytes: Int
  }

  package let processID: Int32

  package init(_ processID: Int32) { self.processID = processID }

  /// This program.
  package static var own: ProcessMeter { ProcessMeter(getpid()) }

  /// Nil: the process is not there, or the system does not tell.
  package func read() -> Reading? {
    guard let pages = field(1, of: "statm").flatMap({ Int($0) }), let cpu = scheduled ?? ticked else { return nil }
    return Reading(cpuNanoseconds: cpu, residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// What the scheduler has counted, to the nanosecond; 0 on kernels that do not count.
  private var scheduled: UInt64? {
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/task") else {
      return nil
    }
    let sum = threads.reduce(0) { $0 + (field(0, of: "task/\($1)/schedstat").flatMap { UInt64($0) } ?? 0) }
    return sum > 0 ? sum : nil
  }

  /// User and system time in ticks, usually of 10 ms.
  private var ticked: UInt64? {
    // The second field is the program's name in brackets, which may hold blanks.
    guard let rest = text("stat")?.split(separator: ")").last?.split(separator: " "), rest.count > 12,
      let user = UInt64(rest[11]), let system = UInt64(rest[12])
    else { return nil }
    return (user + system) * 1_000_000_000 / UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  private func field(_ number: Int, of file: String) -> Substring? {
    guard let fields = text(file)?.split(whereSeparator: \.isWhitespace), number < fields.count else { return nil }
    return fields[number]
  }

  private func text(_ file: String) -> String? {
    try? String(contentsOfFile: "/proc/\(processID)/\(file)", encoding: .utf8)
  }
}
